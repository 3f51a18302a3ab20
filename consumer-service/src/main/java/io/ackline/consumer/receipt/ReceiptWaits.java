package io.ackline.consumer.receipt;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Requests that wait for receipts to settle. They hold no thread: one looks for all of
 * them.
 */
@Component
class ReceiptWaits implements DisposableBean {

	private static final long INTERVAL = 50;

	private static final int MAX_WAITING = 10_000;

	private final Receipts receipts;

	private final Queue<Wait> waits = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean looking = new AtomicBoolean();

	private final ExecutorService executor;

	private final Executor later;

	ReceiptWaits(Receipts receipts) {
		this.receipts = receipts;
		ThreadFactory threads = (task) -> {
			Thread thread = new Thread(task, "ackline-receipts");
			thread.setDaemon(true);
			return thread;
		};
		this.executor = Executors.newSingleThreadExecutor(threads);
		this.later = CompletableFuture.delayedExecutor(INTERVAL, TimeUnit.MILLISECONDS, this.executor);
	}

	/**
	 * Returns the receipts of an id once there is one and all are settled, or as they are
	 * when the time is up.
	 */
	CompletableFuture<List<Receipt>> await(String id, Duration time) {
		Wait wait = new Wait(id, System.nanoTime() + time.toNanos(), new CompletableFuture<>());
		this.waits.add(wait);
		if (this.waits.size() > MAX_WAITING) {
			this.waits.remove(wait);
			wait.answer().complete(this.receipts.findByIds(Set.of(id)).getOrDefault(id, List.of()));
		}
		else if (this.looking.compareAndSet(false, true)) {
			this.executor.execute(this::look);
		}
		return wait.answer();
	}

	private void look() {
		try {
			Set<String> ids = new HashSet<>();
			this.waits.forEach((wait) -> ids.add(wait.id()));
			Map<String, List<Receipt>> found = this.receipts.findByIds(ids);
			this.waits.removeIf((wait) -> answered(wait, found.getOrDefault(wait.id(), List.of())));
		}
		catch (RuntimeException ex) {
			this.waits.removeIf((wait) -> wait.answer().completeExceptionally(ex));
		}
		finally {
			lookAgain();
		}
	}

	private void lookAgain() {
		this.looking.set(false);
		if (!this.waits.isEmpty() && this.looking.compareAndSet(false, true)) {
			this.later.execute(this::look);
		}
	}

	private static boolean answered(Wait wait, List<Receipt> receipts) {
		boolean settled = !receipts.isEmpty() && receipts.stream().allMatch(Receipt::isSettled);
		if (wait.answer().isDone()) {
			return true;
		}
		return (settled || System.nanoTime() - wait.deadline() >= 0) && wait.answer().complete(receipts);
	}

	@Override
	public void destroy() {
		this.executor.shutdownNow();
	}

	private record Wait(String id, long deadline, CompletableFuture<List<Receipt>> answer) {
	}

}
