package io.ackline.workbench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.ackline.events.Event;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OpenLoopTests {

	private static final Duration HOLD = Duration.ofMillis(100);

	private final List<Event> posted = new ArrayList<>();

	@Test
	void tellsForHowLongItWasHeldUpItself() throws InterruptedException {
		Duration behind = new OpenLoop((event) -> {
			this.posted.add(event);
			if (this.posted.size() == 3) {
				holdUp();
			}
			return CompletableFuture.completedFuture(null);
		}, 1000, 7).post(new Payments("r", 7, 10), () -> this.posted.size() < 10);
		assertThat(behind).isGreaterThan(HOLD.dividedBy(2));
		assertThat(this.posted).extracting(Event::id).startsWith("r-0", "r-1", "r-2").hasSize(10);
	}

	private static void holdUp() {
		long end = System.nanoTime() + HOLD.toNanos();
		while (System.nanoTime() < end) {
			Thread.onSpinWait();
		}
	}

}
