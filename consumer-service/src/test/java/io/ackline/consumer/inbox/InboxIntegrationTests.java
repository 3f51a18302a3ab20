package io.ackline.consumer.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.consumer.database.DatabaseUnavailable;
import io.ackline.consumer.handler.UnprocessableEvent;
import io.ackline.consumer.progress.Gap;
import io.ackline.consumer.progress.LogPartition;
import io.ackline.consumer.progress.PartitionProgress;
import io.ackline.consumer.progress.Progress;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static io.ackline.consumer.inbox.InboxUnderTest.record;
import static io.ackline.consumer.inbox.InboxUnderTest.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@WithLocalCluster
class InboxIntegrationTests {

	private final ExecutorService owners = Executors.newCachedThreadPool();

	private InboxUnderTest inbox;

	@BeforeEach
	void open(LocalCluster cluster) {
		this.inbox = new InboxUnderTest(cluster, Duration.ofSeconds(5));
	}

	@AfterEach
	void close() {
		this.owners.shutdownNow();
		this.inbox.close();
	}

	@Test
	void processesEventsInTheOrderOfTheLog() {
		Outcome outcome = this.inbox.process(0, records(0, 5, "a", "c", "b"));
		assertThat(outcome).isEqualTo(new Outcome.Committed(new Progress(8, 3, 1)));
		assertThat(this.inbox.progress(0)).hasValue(new Progress(8, 3, 1));
		assertThat(this.inbox.effects()).containsExactly("a", "c", "b");
		assertThat(this.inbox.receipts()).containsExactly("a 0-5 processed 1", "c 0-6 processed 1",
				"b 0-7 processed 1");
	}

	@Test
	void refusesAShareThatWasProcessedMeanwhile() {
		List<ConsumerRecord<byte[], byte[]>> share = records(0, 0, "a", "b");
		this.inbox.process(0, Progress.startingAt(0), share);
		assertThat(this.inbox.process(0, Progress.startingAt(0), share)).isEqualTo(new Outcome.Superseded());
		this.inbox.process(0, records(0, 2, "c"));
		assertThat(this.inbox.process(0, new Progress(2, 3, 1), records(0, 2, "c", "d")))
			.isEqualTo(new Outcome.Superseded());
		assertThat(this.inbox.effects()).containsExactly("a", "b", "c");
	}

	@Test
	void refusesAShareFromBeforeTheOffsetWasMovedToTheSamePlace() {
		this.inbox.process(0, records(0, 0, "a"));
		this.inbox.jdbc().update("update partition_progress set next_offset = 0, revision = revision + 1");
		this.inbox.jdbc().update("update partition_progress set next_offset = 1, revision = revision + 1");
		assertThat(this.inbox.process(0, new Progress(1, 3, 1), records(0, 1, "b")))
			.isEqualTo(new Outcome.Superseded());
	}

	@Test
	void skipsWhatItKnowsWhenTheOffsetIsMovedBack() {
		this.inbox.process(0, records(0, 0, "a", "b"));
		this.inbox.jdbc().update("update partition_progress set next_offset = 0, revision = revision + 1");
		assertThat(this.inbox.process(0, records(0, 0, "a", "b", "c"))).isInstanceOf(Outcome.Committed.class);
		assertThat(this.inbox.effects()).containsExactly("a", "b", "c");
	}

	@Test
	void processesAnEventOnceThatStandsTwiceInAShareAndOnAnotherPartition() {
		this.inbox.process(0, records(0, 0, "a", "b", "a"));
		this.inbox.process(1, records(1, 0, "c", "b"));
		assertThat(this.inbox.effects()).containsExactly("a", "b", "c");
		assertThat(this.inbox.deadLetters()).isEmpty();
	}

	@Test
	void waitsForTheSameEventInFlightOnAnotherPartition() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		this.inbox.beforeEffect((event) -> {
			entered.countDown();
			await(leave);
		});
		CompletableFuture<Outcome> first = async(() -> this.inbox.process(0, records(0, 0, "same")));
		await(entered);
		CompletableFuture<Outcome> second = async(() -> this.inbox.process(1, records(1, 0, "same")));
		awaitLockWait();
		leave.countDown();
		assertThat(first.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Committed.class);
		assertThat(second.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Committed.class);
		assertThat(this.inbox.effects()).containsExactly("same");
	}

	/**
	 * What fails is redone at once. Here the redo begins only when the other partition's
	 * share, which waited for the first try to end, is committed.
	 */
	@Test
	void takesAnEventOverThatWasRolledBackOnAnotherPartition() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		CountDownLatch takenOver = new CountDownLatch(1);
		AtomicBoolean first = new AtomicBoolean(true);
		this.inbox.beforeEffect((event) -> {
			if (first.compareAndSet(true, false)) {
				afterTransaction(() -> await(takenOver));
				entered.countDown();
				await(leave);
				throw new IllegalStateException("the first fails");
			}
		});
		CompletableFuture<Outcome> failing = async(() -> this.inbox.process(0, records(0, 0, "same")));
		await(entered);
		CompletableFuture<Outcome> second = async(() -> this.inbox.process(1, records(1, 0, "same")));
		awaitLockWait();
		leave.countDown();
		assertThat(second.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Committed.class);
		takenOver.countDown();
		assertThat(failing.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Committed.class);
		assertThat(this.inbox.effects()).containsExactly("same");
		assertThat(this.inbox.receipts()).containsExactly("same 1-0 processed 1");
		assertThat(this.inbox.parked()).isEmpty();
		assertThat(this.inbox.progress(0).orElseThrow().nextOffset()).isEqualTo(1);
	}

	private static void afterTransaction(Runnable action) {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCompletion(int status) {
				action.run();
			}

		});
	}

	@Test
	void neverDeadlocksOnTheSameEventsInOppositeOrder() throws Exception {
		List<String> ids = new ArrayList<>(IntStream.range(0, 100).mapToObj((i) -> "e" + i).toList());
		List<String> reversed = new ArrayList<>(ids);
		Collections.reverse(reversed);
		for (int round = 0; round < 10; round++) {
			String prefix = round + "-";
			int offset = round * 100;
			CompletableFuture<Outcome> one = async(() -> this.inbox.process(0,
					records(0, offset, ids.stream().map(prefix::concat).toArray(String[]::new))));
			CompletableFuture<Outcome> other = async(() -> this.inbox.process(1,
					records(1, offset, reversed.stream().map(prefix::concat).toArray(String[]::new))));
			assertThat(one.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Committed.class);
			assertThat(other.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Committed.class);
		}
		assertThat(this.inbox.effects()).hasSize(1000).doesNotHaveDuplicates();
	}

	@Test
	void makesAnotherEventOfAUsedIdADeadLetter() {
		this.inbox.process(0, records(0, 0, "a"));
		Outcome outcome = this.inbox.process(0, List.of(record(0, 1, "order.placed", "a", "{\"n\":2}"),
				record(0, 2, "b"), record(0, 3, "order.placed", "b", "{\"n\":3}"), record(0, 4, "a")));
		assertThat(outcome).isEqualTo(new Outcome.Committed(new Progress(5, 3, 2)));
		assertThat(this.inbox.effects()).containsExactly("a", "b");
		assertThat(this.inbox.deadLetters()).containsExactly("id-conflict 0-1 a", "id-conflict 0-3 b");
		assertThat(this.inbox.receipts()).containsExactly("a 0-0 processed 1", "0-1 0-1 dead 0", "b 0-2 processed 1",
				"0-3 0-3 dead 0");
	}

	@Test
	void makesARecordThatIsNoEventADeadLetterWithAllOfItsBytes() {
		RecordHeaders headers = new RecordHeaders();
		headers.add("ce_specversion", "0.3".getBytes(StandardCharsets.UTF_8));
		headers.add("odd", null);
		byte[] key = { 0, (byte) 0xff };
		this.inbox.process(0, List.of(record(0, 0, key, new byte[] { 1, 0, 2 }, headers), record(0, 1, "b")));
		assertThat(this.inbox.effects()).containsExactly("b");
		assertThat(this.inbox.deadLetters()).containsExactly("undecodable 0-0 -");
		assertThat(this.inbox.jdbc().queryForObject("select raw_key || raw_value from dead_letters", byte[].class))
			.containsExactly(0, 0xff, 1, 0, 2);
	}

	@Test
	void makesWhatCanNeverSucceedADeadLetterAndGoesOn() {
		this.inbox.beforeEffect((event) -> {
			if (event.id().equals("c")) {
				throw new UnprocessableEvent("no such thing");
			}
		});
		List<ConsumerRecord<byte[], byte[]>> share = List.of(record(0, 0, "a"),
				record(0, 1, "order.placed", "b", "{no json"), record(0, 2, "c"), record(0, 3, "d"));
		assertThat(this.inbox.process(0, share)).isEqualTo(new Outcome.Committed(new Progress(4, 3, 2)));
		assertThat(this.inbox.effects()).containsExactly("a", "d");
		assertThat(this.inbox.deadLetters()).containsExactly("unprocessable 0-1 b", "unprocessable 0-2 c");
		assertThat(this.inbox.receipts()).containsExactly("a 0-0 processed 1", "b 0-1 dead 1", "c 0-2 dead 1",
				"d 0-3 processed 1");
	}

	@Test
	void endsATransactionWhenItsTimeIsUp(LocalCluster cluster) {
		try (InboxUnderTest hasty = new InboxUnderTest(cluster, Duration.ofMillis(20))) {
			hasty.beforeEffect((event) -> Awaitility.await()
				.pollDelay(Duration.ofMillis(15))
				.pollInterval(Duration.ofMillis(1))
				.until(() -> true));
			List<ConsumerRecord<byte[], byte[]>> share = records(0, 0, "a", "b", "a", "c", "d", "e");
			assertThat(hasty.process(0, share)).isInstanceOfSatisfying(Outcome.Committed.class,
					(committed) -> assertThat(committed.progress().nextOffset()).isBetween(1L, 4L));
			int rounds = 1;
			while (hasty.progress(0).orElseThrow().nextOffset() < 6) {
				assertThat(hasty.process(0, share)).isInstanceOf(Outcome.Committed.class);
				rounds++;
			}
			assertThat(rounds).isGreaterThan(1);
			assertThat(hasty.effects()).containsExactly("a", "b", "c", "d", "e");
			assertThat(hasty.receipts()).hasSize(5);
		}
	}

	@Test
	void letsOneOfTwoOwnersTakeTheFirstShare() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		this.inbox.beforeEffect((event) -> {
			entered.countDown();
			await(leave);
		});
		CompletableFuture<Outcome> one = async(() -> this.inbox.process(0, Progress.startingAt(0), records(0, 0, "a")));
		await(entered);
		CompletableFuture<Outcome> other = async(
				() -> this.inbox.process(0, Progress.startingAt(0), records(0, 0, "a")));
		awaitLockWait();
		leave.countDown();
		assertThat(one.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Committed.class);
		assertThat(other.get(5, TimeUnit.SECONDS)).isEqualTo(new Outcome.Superseded());
		assertThat(this.inbox.effects()).containsExactly("a");
	}

	@Test
	void isNotHeldByAStalledOwnerWhoseSessionIsEnded() throws Exception {
		this.inbox.process(0, records(0, 0, "a"));
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		AtomicBoolean stalled = new AtomicBoolean(true);
		this.inbox.beforeEffect((event) -> {
			if (stalled.compareAndSet(true, false)) {
				entered.countDown();
				await(leave);
			}
		});
		CompletableFuture<Outcome> zombie = async(() -> this.inbox.process(0, records(0, 1, "b")));
		await(entered);
		assertThatThrownBy(() -> this.inbox.process(0, records(0, 1, "b"))).isInstanceOfSatisfying(
				DatabaseUnavailable.class, (unavailable) -> assertThat(unavailable.isContention()).isTrue());
		this.inbox.jdbc().queryForList("""
				select pg_terminate_backend(pid) from pg_stat_activity
				where state = 'idle in transaction' and datname = current_database()""");
		assertThat(this.inbox.process(0, records(0, 1, "b", "c"))).isInstanceOf(Outcome.Committed.class);
		leave.countDown();
		assertThatThrownBy(() -> zombie.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(DatabaseUnavailable.class);
		assertThat(this.inbox.effects()).containsExactly("a", "b", "c");
	}

	@Test
	void losesNothingWhenTheDatabaseIsKilledInATransaction(LocalCluster cluster) {
		AtomicBoolean killing = new AtomicBoolean(true);
		this.inbox.process(0, records(0, 0, "a"));
		this.inbox.beforeEffect((event) -> {
			if (event.id().equals("c") && killing.compareAndSet(true, false)) {
				cluster.kill("postgres");
			}
		});
		List<ConsumerRecord<byte[], byte[]>> share = records(0, 1, "b", "c", "d");
		try {
			assertThatThrownBy(() -> this.inbox.process(0, share)).isInstanceOfSatisfying(DatabaseUnavailable.class,
					(unavailable) -> assertThat(unavailable.isContention()).isFalse());
			assertThatThrownBy(() -> this.inbox.process(0, new Progress(1, 3, 1), share))
				.isInstanceOf(DatabaseUnavailable.class);
		}
		finally {
			cluster.start("postgres");
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.ignoreExceptions()
			.until(() -> this.inbox.process(0, share) instanceof Outcome.Committed);
		assertThat(this.inbox.effects()).containsExactly("a", "b", "c", "d");
	}

	@Test
	void movesOverAGapOnlyFromWhereItIs() {
		this.inbox.process(0, records(0, 0, "a"));
		LogPartition log = new LogPartition(InboxUnderTest.TOPIC_ID, "orders", 0);
		PartitionProgress progress = this.inbox.partitionProgress();
		Gap gap = new Gap(1, 10, Gap.Reason.DELETED);
		assertThat(progress.move(log, new Progress(1, 3, 1), new Progress(10, null, 2), gap)).isTrue();
		assertThat(progress.move(log, new Progress(1, 3, 1), new Progress(10, null, 2), gap)).isFalse();
		assertThat(this.inbox.jdbc().queryForList("select reason from gaps", String.class)).containsExactly("deleted");
		assertThat(this.inbox.process(0, new Progress(1, 3, 1), records(0, 1, "zombie")))
			.isEqualTo(new Outcome.Superseded());
		assertThat(this.inbox.process(0, records(0, 10, "b"))).isInstanceOf(Outcome.Committed.class);
	}

	private CompletableFuture<Outcome> async(Supplier<Outcome> share) {
		return CompletableFuture.supplyAsync(share, this.owners);
	}

	private void awaitLockWait() {
		Awaitility.await().until(() -> this.inbox.jdbc().queryForObject("""
				select count(*) from pg_stat_activity
				where wait_event_type = 'Lock' and datname = current_database()""", Integer.class) > 0);
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
