package io.ackline.consumer.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.consumer.database.DatabaseUnavailable;
import io.ackline.consumer.handler.UnprocessableEvent;
import io.ackline.consumer.inbox.InboxUnderTest;
import io.ackline.consumer.inbox.Outcome;
import io.ackline.consumer.parking.Lease;
import io.ackline.consumer.parking.ParkedEvent;
import io.ackline.consumer.parking.ParkedKey;
import io.ackline.consumer.parking.RetryProperties;
import io.ackline.consumer.parking.RetryProperties.OnExhausted;
import io.ackline.events.Event;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.ackline.consumer.inbox.InboxUnderTest.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@WithLocalCluster
class RetryIntegrationTests {

	private static final Duration SHORT = Duration.ofMillis(1);

	private final ExecutorService instances = Executors.newCachedThreadPool();

	private InboxUnderTest inbox;

	private RetryUnderTest retry;

	@BeforeEach
	void open(LocalCluster cluster) {
		this.inbox = new InboxUnderTest(cluster, Duration.ofSeconds(5));
		this.retry = new RetryUnderTest(this.inbox, InboxUnderTest.RETRY);
	}

	@AfterEach
	void close() {
		this.instances.shutdownNow();
		this.inbox.close();
	}

	@Test
	void handlesTheEventsOfAKeyInTheirOrderOnceTheFirstSucceeds() {
		park("a1", "a2", "a3");
		this.retry.tryNext();
		assertThat(this.inbox.parked()).containsExactly("key:a: a1 2, a2 0, a3 0");
		assertThat(this.inbox.receipts()).containsExactly("a1 0-0 retrying 2", "a2 0-1 retrying 0",
				"a3 0-2 retrying 0");
		this.inbox.heal();
		tryAll();
		assertThat(this.inbox.effects()).containsExactly("a1", "a2", "a3");
		assertThat(this.inbox.parked()).isEmpty();
		assertThat(this.inbox.receipts()).containsExactly("a1 0-0 processed 3", "a2 0-1 processed 1",
				"a3 0-2 processed 1");
		this.inbox.process(0, List.of(order(0, 3, "a4", "a")));
		assertThat(this.inbox.effects()).endsWith("a4");
	}

	@Test
	void handlesALongQueueInRunsAndStopsAtTheEventThatFails() {
		String[] ids = IntStream.range(0, 40).mapToObj((i) -> "a" + i).toArray(String[]::new);
		park(ids);
		this.inbox.heal();
		this.inbox.beforeEffect(failingFor("a27"));
		this.retry.tryNext();
		assertThat(this.inbox.effects()).containsExactly(List.of(ids).subList(0, 27).toArray(String[]::new));
		assertThat(this.inbox.parked().get(0)).startsWith("key:a: a27 1, a28 0, a29 0");
		this.inbox.heal();
		tryAll();
		assertThat(this.inbox.effects()).containsExactly(ids);
	}

	@Test
	void makesAnExhaustedEventADeadLetterAndItsKeyGoesOn() {
		park("a1", "a2");
		tryAll();
		assertThat(this.inbox.effects()).containsExactly("a2");
		assertThat(this.inbox.deadLetters()).containsExactly("exhausted 0-0 a1");
		assertThat(this.inbox.receipts()).containsExactly("a1 0-0 dead 3", "a2 0-1 processed 1");
		assertThat(this.inbox.parked()).isEmpty();
	}

	@Test
	void makesAnEventADeadLetterThatItsHandlerGivesUp() {
		park("a1", "a2");
		this.inbox.heal();
		this.inbox.beforeEffect((event) -> {
			if (event.id().equals("a1")) {
				throw new UnprocessableEvent("never");
			}
		});
		tryAll();
		assertThat(this.inbox.effects()).containsExactly("a2");
		assertThat(this.inbox.deadLetters()).containsExactly("unprocessable 0-0 a1");
		assertThat(this.inbox.receipts()).containsExactly("a1 0-0 dead 2", "a2 0-1 processed 1");
	}

	@Test
	void holdsTheKeyOfAnExhaustedEventUntilAnOperatorLetsItGoOn() {
		this.retry = new RetryUnderTest(this.inbox, holding());
		park("a1", "a2");
		tryAll();
		assertThat(this.inbox.parked()).containsExactly("key:a held: a1 3, a2 0");
		this.inbox.process(0, List.of(order(0, 2, "a3", "a"), order(0, 3, "b1", "b")));
		assertThat(this.inbox.receipts()).containsExactly("a1 0-0 held 3", "a2 0-1 held 0", "a3 0-2 held 0",
				"b1 0-3 processed 1");
		assertThat(this.retry.claim()).isEmpty();
		assertThat(resume()).isTrue();
		assertThat(resume()).isFalse();
		assertThat(this.inbox.receipts()).contains("a1 0-0 retrying 3", "a3 0-2 retrying 0");
		this.inbox.heal();
		tryAll();
		assertThat(this.inbox.effects()).containsExactly("b1", "a1", "a2", "a3");
		assertThat(this.inbox.receipts()).contains("a1 0-0 processed 4");
	}

	@Test
	void holdsNoKeyBehindWhichTheListenerIsParking() throws Exception {
		this.retry = new RetryUnderTest(this.inbox, holding());
		park("a1");
		this.retry.tryNext();
		whileAShareIsInFlight(List.of(order(0, 1, "a2", "a"), order(0, 2, "b1", "b")), () -> {
			this.retry.tryNext();
			assertThat(this.inbox.parked()).containsExactly("key:a: a1 3");
		});
		tryAll();
		assertThat(this.inbox.receipts()).contains("a1 0-0 held 3", "a2 0-1 held 0");
	}

	@Test
	void keepsAKeyBehindWhichTheListenerIsParking() throws Exception {
		park("a1");
		this.inbox.heal();
		whileAShareIsInFlight(List.of(order(0, 1, "a2", "a"), order(0, 2, "b1", "b")), () -> {
			this.retry.tryNext();
			assertThat(this.inbox.parked()).containsExactly("key:a:");
		});
		assertThat(this.inbox.parked()).containsExactly("key:a: a2 0");
		tryAll();
		assertThat(this.inbox.effects()).containsExactly("a1", "b1", "a2");
		assertThat(this.inbox.parked()).isEmpty();
	}

	/**
	 * Does something while a share has parked its events, and handles the last.
	 */
	private void whileAShareIsInFlight(List<ConsumerRecord<byte[], byte[]>> share, Runnable action) throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		this.inbox.beforeEffect((event) -> {
			if (event.id().equals("b1")) {
				entered.countDown();
				await(leave);
			}
		});
		CompletableFuture<Outcome> listener = CompletableFuture.supplyAsync(() -> this.inbox.process(0, share),
				this.instances);
		await(entered);
		try {
			action.run();
		}
		finally {
			leave.countDown();
		}
		assertThat(listener.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Committed.class);
	}

	@Test
	void freesAKeyThatTheListenerThenFindsFree() throws Exception {
		park("a1");
		this.inbox.heal();
		Lease lease = this.retry.claim().orElseThrow();
		CountDownLatch closed = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		this.inbox.jdbc().update("delete from parked_events");
		CompletableFuture<Void> scheduler = CompletableFuture
			.runAsync(() -> this.inbox.transaction().executeWithoutResult((status) -> {
				assertThat(this.retry.keys().close(lease)).isTrue();
				closed.countDown();
				await(leave);
			}), this.instances);
		await(closed);
		CompletableFuture<Outcome> listener = CompletableFuture
			.supplyAsync(() -> this.inbox.process(0, List.of(order(0, 1, "a2", "a"))), this.instances);
		awaitLockWait();
		leave.countDown();
		scheduler.get(5, TimeUnit.SECONDS);
		assertThat(listener.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Committed.class);
		assertThat(this.inbox.effects()).containsExactly("a2");
		assertThat(this.inbox.parked()).isEmpty();
	}

	@Test
	void givesAKeyToOneOfManyInstances() {
		park("a1");
		List<CompletableFuture<Boolean>> claims = IntStream.range(0, 8)
			.mapToObj((i) -> CompletableFuture.supplyAsync(() -> this.retry.claim().isPresent(), this.instances))
			.toList();
		assertThat(claims.stream().filter(CompletableFuture::join).count()).isEqualTo(1);
	}

	@Test
	void passesAKeyByWhoseHolderIsInAHandlerThoughItsLeaseHasExpired() throws Exception {
		park("a1", "a2");
		this.inbox.heal();
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		this.inbox.beforeEffect((event) -> {
			entered.countDown();
			await(leave);
		});
		Lease lease = this.retry.claim(SHORT).orElseThrow();
		CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> this.retry.handle(lease), this.instances);
		await(entered);
		Awaitility.await()
			.until(() -> this.inbox.jdbc()
				.queryForObject("select lease_until < now() from parked_keys", Boolean.class));
		assertThat(this.retry.claim()).isEmpty();
		leave.countDown();
		holder.get(5, TimeUnit.SECONDS);
		assertThat(this.inbox.effects()).containsExactly("a1", "a2");
	}

	@Test
	void stopsBetweenTwoEventsWhenAnotherInstanceHasTheKey() {
		park("a1", "a2");
		this.inbox.heal();
		Lease robbed = this.retry.claim(SHORT).orElseThrow();
		Lease robber = claimAgain();
		this.retry.handle(robbed);
		assertThat(this.inbox.effects()).isEmpty();
		this.retry.handle(robber);
		assertThat(this.inbox.effects()).containsExactly("a1", "a2");
		this.retry.handle(robbed);
		assertThat(this.inbox.effects()).hasSize(2);
	}

	@Test
	void takesAKeyOverFromAHolderWhoseSessionEnded() throws Exception {
		park("a1", "a2");
		this.inbox.heal();
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		AtomicBoolean stalled = new AtomicBoolean(true);
		this.inbox.beforeEffect((event) -> {
			if (stalled.compareAndSet(true, false)) {
				entered.countDown();
				await(leave);
			}
		});
		Lease lease = this.retry.claim(SHORT).orElseThrow();
		CompletableFuture<Void> zombie = CompletableFuture.runAsync(() -> this.retry.handle(lease), this.instances);
		await(entered);
		this.inbox.jdbc().queryForList("""
				select pg_terminate_backend(pid) from pg_stat_activity
				where state = 'idle in transaction' and datname = current_database()""");
		this.retry.handle(claimAgain());
		leave.countDown();
		assertThatThrownBy(() -> zombie.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(DatabaseUnavailable.class);
		assertThat(this.inbox.effects()).containsExactly("a1", "a2");
		assertThat(this.inbox.receipts()).containsExactly("a1 0-0 processed 2", "a2 0-1 processed 1");
	}

	@Test
	void givesUpAnEventWhoseLeasesRunOutAgainAndAgain() {
		park("a1", "a2");
		this.inbox.heal();
		assertThat(this.retry.claim(SHORT)).isPresent();
		for (int tries = 2; tries < 5; tries++) {
			assertThat(claimAgain(SHORT).tries()).isEqualTo(tries);
		}
		this.retry.handle(claimAgain());
		assertThat(this.inbox.effects()).containsExactly("a2");
		assertThat(this.inbox.deadLetters()).containsExactly("exhausted 0-0 a1");
		assertThat(this.inbox.receipts()).containsExactly("a1 0-0 dead 2", "a2 0-1 processed 1");
	}

	@Test
	void triesAnEventAgainWhoseLeasesRanOutAFewTimes() {
		park("a1", "a2");
		this.inbox.heal();
		assertThat(this.retry.claim(SHORT)).isPresent();
		claimAgain(SHORT);
		claimAgain(SHORT);
		this.retry.handle(claimAgain());
		assertThat(this.inbox.effects()).containsExactly("a1", "a2");
		assertThat(this.inbox.receipts()).containsExactly("a1 0-0 processed 2", "a2 0-1 processed 1");
	}

	@Test
	void givesALeaseBackWhenItIsToStop() {
		park("a1");
		this.inbox.heal();
		for (int i = 0; i < 5; i++) {
			Lease lease = this.retry.claim().orElseThrow();
			assertThat(lease.tries()).isEqualTo(1);
			this.retry.stop(lease);
		}
		tryAll();
		assertThat(this.inbox.effects()).containsExactly("a1");
	}

	@Test
	void countsNoAttemptWhenTheDatabaseFails() {
		park("a1");
		this.inbox.heal();
		AtomicBoolean once = new AtomicBoolean(true);
		this.inbox.beforeEffect((event) -> {
			if (once.compareAndSet(true, false)) {
				this.inbox.jdbc().queryForList("""
						select pg_terminate_backend(pid) from pg_stat_activity
						where pid = pg_backend_pid()""");
			}
		});
		assertThatThrownBy(() -> this.retry.handle(this.retry.claim().orElseThrow()))
			.isInstanceOf(DatabaseUnavailable.class);
		tryAll();
		assertThat(this.inbox.receipts()).containsExactly("a1 0-0 processed 2");
	}

	@Test
	void putsADeadEventBehindThoseThatWait() {
		park("a1", "a2");
		tryAll();
		assertThat(this.inbox.deadLetters()).hasSize(1);
		this.inbox.heal();
		this.inbox.beforeEffect(failingFor("a3"));
		this.inbox.process(0, List.of(order(0, 2, "a3", "a")));
		assertThat(revive("a1", 0)).isTrue();
		assertThat(revive("a1", 0)).isFalse();
		assertThat(this.inbox.parked()).containsExactly("key:a: a3 1, a1 0");
		this.inbox.heal();
		tryAll();
		assertThat(this.inbox.effects()).containsExactly("a2", "a3", "a1");
		assertThat(this.inbox.receipts()).contains("a1 0-0 processed 4");
	}

	private boolean revive(String id, long offset) {
		ConsumerRecord<byte[], byte[]> kafkaRecord = order(0, offset, id, "a");
		return Boolean.TRUE.equals(this.inbox.transaction().execute((status) -> {
			boolean revived = this.retry.parking()
				.revive(ParkedKey.of(InboxUnderTest.log(0), "a", offset),
						new ParkedEvent(kafkaRecord, id, "/test", "order.placed", 0, null));
			if (!revived) {
				status.setRollbackOnly();
			}
			return revived;
		}));
	}

	@Test
	void keepsTheOrderOfKeysWhateverIsInterleaved() throws Exception {
		Map<String, List<String>> expected = new TreeMap<>();
		Random random = new Random(7);
		AtomicBoolean listening = new AtomicBoolean(true);
		this.inbox.beforeEffect((event) -> {
			if (ThreadLocalRandom.current().nextInt(4) == 0) {
				throw new IllegalStateException("by chance");
			}
		});
		RetryUnderTest patient = new RetryUnderTest(this.inbox, patient());
		List<CompletableFuture<Void>> schedulers = IntStream.range(0, 3)
			.mapToObj((i) -> CompletableFuture.runAsync(() -> {
				while (listening.get() || !this.inbox.parked().isEmpty()) {
					patient.tryNext();
				}
			}, this.instances))
			.toList();
		int offset = 0;
		for (int share = 0; share < 30; share++) {
			List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				String key = "k" + random.nextInt(5);
				expected.computeIfAbsent(key, (k) -> new ArrayList<>()).add("e" + offset);
				records.add(order(0, offset, "e" + offset, key));
				offset++;
			}
			while (this.inbox.progress(0).map((progress) -> progress.nextOffset()).orElse(0L) < offset) {
				this.inbox.process(0, records);
			}
		}
		listening.set(false);
		for (CompletableFuture<Void> scheduler : schedulers) {
			scheduler.get(60, TimeUnit.SECONDS);
		}
		expected.forEach((key,
				ids) -> assertThat(this.inbox.jdbc()
					.queryForList("select id from effects where key = ? order by number", String.class, key)).as(key)
					.isEqualTo(ids));
		assertThat(this.inbox.effects()).hasSize(offset);
	}

	private static RetryProperties patient() {
		return new RetryProperties(1000, SHORT, SHORT, OnExhausted.CONTINUE, 1, SHORT, 10, Duration.ofSeconds(30),
				1000);
	}

	private static RetryProperties holding() {
		return new RetryProperties(3, SHORT, SHORT, OnExhausted.HOLD_KEY, 1, SHORT, 10, Duration.ofSeconds(30), 10);
	}

	@Test
	void leasesOneKeyAtATimeWhenMoreAreDueThanTheDatabaseExpects() {
		park("a1");
		this.inbox.jdbc().execute("analyze parked_keys");
		this.inbox.beforeEffect((event) -> {
			throw new IllegalStateException("not now");
		});
		for (int number = 1; number <= 5; number++) {
			this.inbox.process(0, List.of(order(0, number, "b" + number, "b" + number)));
		}
		for (int leased = 1; leased <= 6; leased++) {
			claimAgain();
			assertThat(this.inbox.jdbc()
				.queryForList("select tries from parked_keys where lease_token is not null", Integer.class))
				.isEqualTo(Collections.nCopies(leased, 1));
		}
	}

	/**
	 * Parks events of key a, of which the first fails, and goes on failing.
	 */
	private void park(String... ids) {
		this.inbox.beforeEffect(failingFor(ids[0]));
		List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
		for (String id : ids) {
			records.add(order(0, records.size(), id, "a"));
		}
		this.inbox.process(0, records);
	}

	private void tryAll() {
		Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> {
			this.retry.tryNext();
			return this.inbox.jdbc()
				.queryForObject("select count(*) from parked_keys where not held", Integer.class) == 0;
		});
	}

	private Lease claimAgain() {
		return claimAgain(Duration.ofSeconds(30));
	}

	private Lease claimAgain(Duration lease) {
		return Awaitility.await().until(() -> this.retry.claim(lease), (claimed) -> claimed.isPresent()).orElseThrow();
	}

	private boolean resume() {
		return Boolean.TRUE.equals(this.inbox.transaction()
			.execute((status) -> this.retry.parking().resume(ParkedKey.of(InboxUnderTest.log(0), "a", 0))));
	}

	private void awaitLockWait() {
		Awaitility.await().until(() -> this.inbox.jdbc().queryForObject("""
				select count(*) from pg_stat_activity
				where wait_event_type = 'Lock' and datname = current_database()""", Integer.class) > 0);
	}

	private static Consumer<Event> failingFor(String... ids) {
		return (event) -> {
			if (Set.of(ids).contains(event.id())) {
				throw new IllegalStateException(event.id() + " fails");
			}
		};
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
