package io.ackline.workbench.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What one contender did in one round.
 */
record Sample(Map<Measure, Double> values) {

	Sample {
		values = Map.copyOf(values);
	}

	static Sample of(Measure measure, double value) {
		return new Sample(Map.of(measure, value));
	}

	Sample with(Measure measure, double value) {
		Map<Measure, Double> more = new EnumMap<>(Measure.class);
		more.putAll(this.values);
		more.put(measure, value);
		return new Sample(more);
	}

	OptionalDouble value(Measure measure) {
		Double value = this.values.get(measure);
		return (value != null) ? OptionalDouble.of(value) : OptionalDouble.empty();
	}

}
