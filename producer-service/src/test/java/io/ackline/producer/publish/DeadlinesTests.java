package io.ackline.producer.publish;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

import io.ackline.producer.web.RequestProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlinesTests {

	private static final long LONG_AGO = Duration.ofSeconds(100).toNanos();

	private final Deadlines deadlines = new Deadlines(
			new RequestProperties(Duration.ofSeconds(100), DataSize.ofMegabytes(1)));

	@AfterEach
	void close() {
		this.deadlines.close();
	}

	@Test
	void completesWhatIsLate() {
		CompletableFuture<String> never = new CompletableFuture<>();
		CompletableFuture<String> result = this.deadlines.within(System.nanoTime() - LONG_AGO, never, () -> "late");
		assertThat(result).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("late");
	}

	@Test
	void keepsAsMuchForTheAnswerAsWasWaitedBefore() {
		long received = System.nanoTime() - Duration.ofSeconds(80).toNanos();
		CompletableFuture<String> result = this.deadlines.within(received, new CompletableFuture<>(), () -> "late");
		assertThat(result).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("late");
	}

	@Test
	void leavesWhatIsInTime() {
		CompletableFuture<String> pending = new CompletableFuture<>();
		CompletableFuture<String> result = this.deadlines.within(System.nanoTime(), pending, () -> "late");
		pending.complete("in time");
		assertThat(result).isCompletedWithValue("in time");
	}

	@Test
	void takesWhatIsDoneAsItIs() {
		CompletableFuture<String> done = CompletableFuture.completedFuture("done");
		assertThat(this.deadlines.within(System.nanoTime() - LONG_AGO, done, () -> "late")).isSameAs(done);
	}

	@Test
	void endsWaitsThoughTheCommonPoolIsBlocked() {
		CountDownLatch release = new CountDownLatch(1);
		int threads = ForkJoinPool.getCommonPoolParallelism() + 1;
		try {
			for (int i = 0; i < threads; i++) {
				ForkJoinPool.commonPool().execute(() -> awaitQuietly(release));
			}
			CompletableFuture<String> result = this.deadlines.within(System.nanoTime() - LONG_AGO,
					new CompletableFuture<>(), () -> "late");
			assertThat(result).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("late");
		}
		finally {
			release.countDown();
		}
	}

	private static void awaitQuietly(CountDownLatch release) {
		try {
			release.await(1, TimeUnit.MINUTES);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
