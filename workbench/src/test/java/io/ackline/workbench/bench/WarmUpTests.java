package io.ackline.workbench.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WarmUpTests {

	private final List<Duration> parts = new ArrayList<>();

	@Test
	void endsWhenItsTimeIsOverAndNothingRises() throws InterruptedException {
		assertThat(untilSteady(1)).isEqualTo(100);
		assertThat(this.parts).hasSize(6).containsOnly(Duration.ofSeconds(5));
	}

	@Test
	void goesOnWhileItRises() throws InterruptedException {
		assertThat(untilSteady(12)).isEqualTo(100);
		assertThat(this.parts).hasSizeBetween(13, 20);
	}

	@Test
	void endsAtLast() throws InterruptedException {
		untilSteady(1000);
		assertThat(this.parts).hasSize(36);
	}

	/**
	 * Warms up what takes a number of parts to be at its full rate.
	 */
	private double untilSteady(int rising) throws InterruptedException {
		return WarmUp.untilSteady(Duration.ofSeconds(30), (part) -> {
			this.parts.add(part);
			return 100.0 * Math.min(1, Math.pow(1.2, this.parts.size() - rising));
		});
	}

}
