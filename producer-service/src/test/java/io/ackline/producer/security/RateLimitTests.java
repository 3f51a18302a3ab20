package io.ackline.producer.security;

import java.time.Duration;

import io.github.bucket4j.TimeMeter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RateLimitTests {

	private final Clock clock = new Clock();

	@Test
	void letsABurstThroughAndThenTheRate() {
		RateLimit limit = new RateLimit(Rate.of("10/s"), 3, this.clock);
		assertThat(limit.take()).isZero();
		assertThat(limit.take()).isZero();
		assertThat(limit.take()).isZero();
		assertThat(Duration.ofNanos(limit.take())).isEqualTo(Duration.ofMillis(100));
		this.clock.advance(Duration.ofMillis(60));
		assertThat(Duration.ofNanos(limit.take())).isEqualTo(Duration.ofMillis(40));
		this.clock.advance(Duration.ofMillis(40));
		assertThat(limit.take()).isZero();
		assertThat(limit.take()).isPositive();
	}

	@Test
	void letsWhatIsTakenOnCreditBePaidBackFirst() {
		RateLimit limit = new RateLimit(Rate.of("60/m"), 10, this.clock);
		assertThat(limit.take()).isZero();
		limit.takeOnCredit(29);
		assertThat(Duration.ofNanos(limit.take())).isEqualTo(Duration.ofSeconds(21));
		this.clock.advance(Duration.ofSeconds(20));
		assertThat(Duration.ofNanos(limit.take())).isEqualTo(Duration.ofSeconds(1));
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(limit.take()).isZero();
	}

	@Test
	void savesNoMoreThanABurst() {
		RateLimit limit = new RateLimit(Rate.of("1000/s"), 2, this.clock);
		this.clock.advance(Duration.ofDays(400));
		assertThat(limit.take()).isZero();
		assertThat(limit.take()).isZero();
		assertThat(limit.take()).isPositive();
	}

	@ParameterizedTest
	@CsvSource({ "500/s, PT1S, 30000", "10/m, PT1M, 10", "100/h, PT1H, 1" })
	void readsRates(String text, Duration period, long perMinute) {
		Rate rate = Rate.of(text);
		assertThat(rate).hasToString(text);
		assertThat(rate.period()).isEqualTo(period);
		assertThat(rate.perMinute()).isEqualTo(perMinute);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "500", "0/s", "-1/s", "5/d", "5 per second", "1.5/s", "9999999999/s" })
	void refusesWhatIsNoRate(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Rate.of(text)).withMessageContaining("500/s");
	}

	private static final class Clock implements TimeMeter {

		private long nanos = -1_000_000;

		void advance(Duration time) {
			this.nanos += time.toNanos();
		}

		@Override
		public long currentTimeNanos() {
			return this.nanos;
		}

		@Override
		public boolean isWallClockBased() {
			return false;
		}

	}

}
