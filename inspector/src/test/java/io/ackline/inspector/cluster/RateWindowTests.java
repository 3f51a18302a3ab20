package io.ackline.inspector.cluster;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateWindowTests {

	private final RateWindow window = new RateWindow();

	@Test
	void dividesTheGrowthOfTheLastSecondsByTheirTime() {
		assertThat(at(0, 100L)).containsExactly((Double) null);
		assertThat(at(2, 150L)).containsExactly(25.0);
		assertThat(at(4, 160L)).containsExactly(15.0);
		for (int second = 6; second < 20; second += 2) {
			at(second, 160L);
		}
		assertThat(at(20, 160L)).containsExactly(0.0);
	}

	@Test
	void saysNothingOfWhatItDoesNotKnow() {
		at(0, 5L, null);
		assertThat(at(1, null, 7L)).containsExactly(null, null);
		assertThat(at(2, 6L, 8L)).containsExactly(0.5, null);
	}

	@Test
	void takesARecreatedTopicForNoGrowth() {
		at(0, 1000L);
		assertThat(at(1, 3L)).containsExactly(0.0);
	}

	private List<Double> at(int second, Long... numbers) {
		return this.window.add(Duration.ofSeconds(second).toNanos(), Arrays.asList(numbers));
	}

}
