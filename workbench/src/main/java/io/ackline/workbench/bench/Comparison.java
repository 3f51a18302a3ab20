package io.ackline.workbench.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What all rounds of a benchmark gave.
 */
final class Comparison {

	private final Benchmark benchmark;

	private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

	Comparison(Benchmark benchmark) {
		this.benchmark = benchmark;
	}

	/**
	 * Lets each contender have its turn in each round.
	 * @param progress who is told of each turn
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	static Comparison of(Benchmark benchmark, BenchSystem system, Effort effort, TurnListener progress)
			throws InterruptedException {
		Comparison comparison = new Comparison(benchmark);
		List<Contender> contenders = benchmark.line().up(system, effort);
		for (Contender contender : contenders) {
			contender.warmUp();
		}
		for (int round = 1; round <= effort.rounds(); round++) {
			for (Contender contender : contenders) {
				Sample sample = contender.run();
				comparison.add(contender.name(), sample);
				progress.had(benchmark, contender.name(), round, sample);
			}
		}
		return comparison;
	}

	void add(String contender, Sample sample) {
		this.samples.computeIfAbsent(contender, (name) -> new ArrayList<>()).add(sample);
	}

	Benchmark benchmark() {
		return this.benchmark;
	}

	List<String> contenders() {
		return List.copyOf(this.samples.keySet());
	}

	/**
	 * Returns what was measured of any contender.
	 */
	List<Measure> measures() {
		return Stream.of(Measure.values())
			.filter((measure) -> contenders().stream().anyMatch((name) -> spread(name, measure).isPresent()))
			.toList();
	}

	/**
	 * Returns a contender's values, if it has them.
	 */
	Optional<Spread> spread(String contender, Measure measure) {
		List<Double> values = this.samples.getOrDefault(contender, List.of())
			.stream()
			.map((sample) -> sample.value(measure))
			.filter(OptionalDouble::isPresent)
			.map(OptionalDouble::getAsDouble)
			.toList();
		return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
	}

	/**
	 * Returns the first contender's values divided by another's, round by round, so that
	 * what slowed the machine in one round slowed both.
	 */
	Optional<Spread> ratio(String other, Measure measure) {
		List<Sample> own = this.samples.getOrDefault(contenders().get(0), List.of());
		List<Sample> others = this.samples.getOrDefault(other, List.of());
		List<Double> ratios = new ArrayList<>();
		for (int round = 0; round < Math.min(own.size(), others.size()); round++) {
			OptionalDouble value = own.get(round).value(measure);
			OptionalDouble divisor = others.get(round).value(measure);
			if (value.isPresent() && divisor.isPresent() && divisor.getAsDouble() > 0) {
				ratios.add(value.getAsDouble() / divisor.getAsDouble());
			}
		}
		return ratios.isEmpty() ? Optional.empty() : Optional.of(Spread.of(ratios));
	}

	boolean isReached() {
		return this.benchmark.goals()
			.stream()
			.allMatch((goal) -> contenders().stream()
				.skip(1)
				.filter(goal::isAgainst)
				.allMatch((other) -> ratio(other, goal.measure()).map((ratio) -> goal.isReached(ratio.median()))
					.orElse(true)));
	}

	/**
	 * Returns all rounds, to be written as JSON.
	 */
	Map<String, Object> values() {
		Map<String, Object> rounds = new LinkedHashMap<>();
		this.samples.forEach((contender, list) -> rounds.put(contender, list.stream().map(Sample::values).toList()));
		return Map.of("benchmark", this.benchmark.title(), "what", this.benchmark.what(), "rounds", rounds);
	}

	/**
	 * Hears of each turn when it is over.
	 */
	@FunctionalInterface
	interface TurnListener {

		void had(Benchmark benchmark, String contender, int round, Sample sample);

	}

}
