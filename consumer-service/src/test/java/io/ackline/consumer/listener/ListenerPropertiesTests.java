package io.ackline.consumer.listener;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ListenerPropertiesTests {

	private final ListenerProperties properties = new ListenerProperties(3, Duration.ofSeconds(30),
			Duration.ofMillis(500), Duration.ofMinutes(1));

	@Test
	void doublesTheBackOffUpToTheLongest() {
		assertThat(this.properties.backOff(1, 1)).isEqualTo(Duration.ofMillis(500));
		assertThat(this.properties.backOff(2, 1)).isEqualTo(Duration.ofSeconds(1));
		assertThat(this.properties.backOff(7, 1)).isEqualTo(Duration.ofSeconds(32));
		assertThat(this.properties.backOff(8, 1)).isEqualTo(Duration.ofMinutes(1));
		assertThat(this.properties.backOff(1000, 1)).isEqualTo(Duration.ofMinutes(1));
	}

	@Test
	void leavesHalfOfTheBackOffToChance() {
		assertThat(this.properties.backOff(2, 0)).isEqualTo(Duration.ofMillis(500));
		assertThat(this.properties.backOff(2, 0.5)).isEqualTo(Duration.ofMillis(750));
	}

}
