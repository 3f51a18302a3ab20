package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.function.IntToDoubleFunction;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TrendTests {

	@Test
	void callsNoiseFlat() {
		assertThat(trend((minute) -> 300 + minute % 7, (minute) -> 40 + minute % 5, (minute) -> 100 + minute % 11)
			.isFlat()).isTrue();
	}

	@Test
	void callsWarmingUpFlat() {
		assertThat(trend((minute) -> Math.min(300, 100 + 20 * minute), (minute) -> Math.min(60, 20 + 4 * minute),
				(minute) -> Math.min(150, 50 + 10 * minute))
			.isFlat()).isTrue();
	}

	@Test
	void noticesMemoryThatGrows() {
		assertThat(trend((minute) -> 300 + 10 * minute, (minute) -> 40, (minute) -> 100).isFlat()).isFalse();
	}

	@Test
	void noticesAHeapThatGrows() {
		assertThat(trend((minute) -> 300, (minute) -> 40 + minute, (minute) -> 100).text()).contains("it grows");
	}

	@Test
	void noticesFilesThatAreNotClosed() {
		assertThat(trend((minute) -> 300, (minute) -> 40, (minute) -> 100 + 5 * minute).isFlat()).isFalse();
	}

	@Test
	void forgetsAnEarlierProcess() {
		Trend trend = trend((minute) -> 900, (minute) -> 300, (minute) -> 900);
		trend.add(new Vitals(Duration.ofMinutes(61), 2, 100, 20, 50));
		assertThat(trend.isFlat()).isTrue();
		assertThat(trend.text()).contains("too few");
	}

	private static Trend trend(IntToDoubleFunction resident, IntToDoubleFunction heap, IntToDoubleFunction files) {
		Trend trend = new Trend("producer-1");
		for (int minute = 0; minute < 60; minute++) {
			trend.add(new Vitals(Duration.ofMinutes(minute), 1, resident.applyAsDouble(minute),
					heap.applyAsDouble(minute), files.applyAsDouble(minute)));
		}
		return trend;
	}

}
