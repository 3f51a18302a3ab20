package io.ackline.consumer.parking;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetryPropertiesTests {

	@Test
	void doubleTheTimeUntilTheNextAttemptUpToItsLimit() {
		RetryProperties properties = bind(new MockEnvironment());
		assertThat(properties.backOff(1, 1)).isEqualTo(Duration.ofSeconds(1));
		assertThat(properties.backOff(2, 1)).isEqualTo(Duration.ofSeconds(2));
		assertThat(properties.backOff(2, 0)).isEqualTo(Duration.ofSeconds(1));
		assertThat(properties.backOff(11, 1)).isEqualTo(Duration.ofSeconds(1024));
		assertThat(properties.backOff(12, 1)).isEqualTo(Duration.ofMinutes(30));
		assertThat(properties.backOff(1_000_000, 1)).isEqualTo(Duration.ofMinutes(30));
	}

	@Test
	void tryForHoursByDefault() {
		RetryProperties properties = bind(new MockEnvironment());
		Duration least = IntStream.range(1, properties.maxAttempts())
			.mapToObj((attempts) -> properties.backOff(attempts, 0))
			.reduce(Duration.ZERO, Duration::plus);
		assertThat(least).isBetween(Duration.ofHours(2), Duration.ofHours(3));
	}

	@Test
	void refuseWhatIsNoNumberOfAttempts() {
		assertThatThrownBy(() -> bind(new MockEnvironment().withProperty("ackline.consumer.retry.max-attempts", "0")))
			.hasRootCauseMessage("ackline.consumer.retry.max-attempts must be at least 1: 0");
		assertThatThrownBy(() -> bind(new MockEnvironment().withProperty("ackline.consumer.retry.lease", "0s")))
			.hasRootCauseMessage("ackline.consumer.retry.lease must be at least 1ms: PT0S");
	}

	private static RetryProperties bind(MockEnvironment environment) {
		return Binder.get(environment).bindOrCreate("ackline.consumer.retry", RetryProperties.class);
	}

}
