package io.ackline.producer.publish;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

class InFlightTests {

	private final InFlight inFlight = new InFlight(100);

	@Test
	void takesUpToItsBound() {
		assertThat(this.inFlight.tryAdd(60)).isTrue();
		assertThat(this.inFlight.tryAdd(40)).isTrue();
		assertThat(this.inFlight.tryAdd(1)).isFalse();
		assertThat(this.inFlight.bytes()).isEqualTo(100);
		assertThat(this.inFlight.records()).isEqualTo(2);
	}

	@Test
	void takesMoreOnceSomethingIsSettled() {
		assertThat(this.inFlight.tryAdd(100)).isTrue();
		this.inFlight.remove(30);
		assertThat(this.inFlight.tryAdd(30)).isTrue();
	}

	@Test
	void wakesWhoWaitsForRoom() throws InterruptedException {
		assertThat(this.inFlight.tryAdd(100)).isTrue();
		CompletableFuture<Void> woken = new CompletableFuture<>();
		Thread waiting = new Thread(() -> {
			try {
				this.inFlight.awaitRoom(30, Duration.ofMinutes(1));
				woken.complete(null);
			}
			catch (InterruptedException ex) {
				woken.completeExceptionally(ex);
			}
		});
		waiting.start();
		await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
		this.inFlight.remove(29);
		assertThat(woken).isNotDone();
		this.inFlight.remove(1);
		assertThat(woken).succeedsWithin(Duration.ofSeconds(10));
		waiting.join();
	}

	@Test
	void doesNotWaitForRoomForEver() {
		assertThat(this.inFlight.tryAdd(100)).isTrue();
		assertThatNoException().isThrownBy(() -> this.inFlight.awaitRoom(1, Duration.ofMillis(5)));
		assertThat(this.inFlight.tryAdd(1)).isFalse();
	}

}
