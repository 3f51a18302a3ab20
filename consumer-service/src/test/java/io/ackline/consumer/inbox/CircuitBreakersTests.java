package io.ackline.consumer.inbox;

import io.ackline.consumer.progress.LogPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CircuitBreakersTests {

	private static final LogPartition PARTITION = InboxUnderTest.log(0);

	private final CircuitBreakers breakers = new CircuitBreakers(InboxUnderTest.RETRY);

	@Test
	void needEnoughKeysToTell() {
		assertThat(opens(9, 9)).isFalse();
		this.breakers.passed(PARTITION);
		assertThat(opens(10, 10)).isTrue();
	}

	@Test
	void needMoreThanHalfToFail() {
		assertThat(opens(20, 10)).isFalse();
		this.breakers.passed(PARTITION);
		assertThat(opens(20, 11)).isTrue();
	}

	@Test
	void countTheKeysThatWereHandledBeforeOneFailed() {
		for (int i = 0; i < 100; i++) {
			this.breakers.handled(PARTITION, 5);
			assertThat(opens(1, 1)).isFalse();
		}
	}

	@Test
	void judgeWhatFailsOneShareAfterAnotherUntilOnePasses() {
		for (int i = 0; i < 9; i++) {
			assertThat(opens(1, 1)).isFalse();
		}
		this.breakers.passed(PARTITION);
		for (int i = 0; i < 9; i++) {
			assertThat(opens(1, 1)).isFalse();
		}
		assertThat(opens(1, 1)).isTrue();
		assertThat(this.breakers.opens(InboxUnderTest.log(1), 1, 1)).isFalse();
	}

	@Test
	void stayOpenForSmallSharesButNotForEver() {
		assertThat(opens(10, 10)).isTrue();
		for (int pause = 2; pause <= 8; pause++) {
			assertThat(opens(1, 1)).isTrue();
		}
		assertThat(opens(1, 1)).isFalse();
		assertThat(opens(1, 1)).isTrue();
		assertThat(opens(1, 1)).isFalse();
		assertThat(opens(10, 10)).isTrue();
		assertThat(opens(10, 10)).isTrue();
	}

	@Test
	void closeWhenMostKeysSucceed() {
		assertThat(opens(10, 10)).isTrue();
		assertThat(opens(10, 5)).isFalse();
		assertThat(opens(1, 1)).isFalse();
	}

	private boolean opens(int keys, int failed) {
		return this.breakers.opens(PARTITION, keys, failed);
	}

}
