package io.ackline.consumer.inbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.consumer.database.DatabaseUnavailable;
import io.ackline.consumer.handler.UnprocessableEvent;
import io.ackline.consumer.progress.Progress;
import io.ackline.events.Event;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.QueryTimeoutException;

import static io.ackline.consumer.inbox.InboxUnderTest.order;
import static io.ackline.consumer.inbox.InboxUnderTest.parcel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@WithLocalCluster
class ParkingIntegrationTests {

	private InboxUnderTest inbox;

	@BeforeEach
	void open(LocalCluster cluster) {
		this.inbox = new InboxUnderTest(cluster, Duration.ofSeconds(5));
	}

	@AfterEach
	void close() {
		this.inbox.close();
	}

	@Test
	void parksAFailingEventWithThoseOfItsKeyAndProcessesTheOthers() {
		this.inbox.beforeEffect(failingFor("a2"));
		assertThat(
				this.inbox.process(0,
						List.of(order(0, 0, "a1", "a"), order(0, 1, "a2", "a"), order(0, 2, "b1", "b"),
								order(0, 3, "a3", "a"), order(0, 4, "b2", "b"))))
			.isEqualTo(new Outcome.Committed(new Progress(5, 3, 2)));
		assertThat(this.inbox.effects()).containsExactly("a1", "b1", "b2");
		assertThat(this.inbox.parked()).containsExactly("key:a: a2 1, a3 0");
		assertThat(this.inbox.receipts()).containsExactly("a1 0-0 processed 1", "a2 0-1 retrying 1",
				"b1 0-2 processed 1", "a3 0-3 retrying 0", "b2 0-4 processed 1");
		assertThat(errors()).containsExactly("a2 fails");
	}

	@Test
	void parksLaterEventsOfAParkedKeyWithoutCallingTheirHandler() {
		this.inbox.beforeEffect(failingFor("a1"));
		this.inbox.process(0, List.of(order(0, 0, "a1", "a"), order(0, 1, "b1", "b")));
		this.inbox.heal();
		this.inbox.process(0, List.of(order(0, 2, "a2", "a"), order(0, 3, "b2", "b"), order(0, 4, "a1", "a")));
		this.inbox.process(1, List.of(order(1, 0, "a3", "a")));
		assertThat(this.inbox.effects()).containsExactly("b1", "b2", "a3");
		assertThat(this.inbox.parked()).containsExactly("key:a: a1 1, a2 0");
	}

	@Test
	void parksEventsWithoutAKeyAlone() {
		this.inbox.beforeEffect(failingFor("n2"));
		this.inbox.process(0, List.of(order(0, 0, "n1", null), order(0, 1, "n2", null), order(0, 2, "n3", null)));
		assertThat(this.inbox.effects()).containsExactly("n1", "n3");
		assertThat(this.inbox.parked()).containsExactly("offset:1: n2 1");
	}

	@Test
	void keepsTheWholeRecordOfAParkedEvent() {
		this.inbox.beforeEffect(failingFor("a1"));
		ConsumerRecord<byte[], byte[]> kafkaRecord = order(0, 7, "a1", "ä");
		kafkaRecord.headers().add("odd", null);
		this.inbox.process(0, List.of(kafkaRecord));
		ConsumerRecord<byte[], byte[]> kept = this.inbox.firstParked(0, "ä").kafkaRecord();
		assertThat(kept.topic()).isEqualTo("orders");
		assertThat(kept.offset()).isEqualTo(7);
		assertThat(kept.timestamp()).isEqualTo(kafkaRecord.timestamp());
		assertThat(kept.timestampType()).isEqualTo(kafkaRecord.timestampType());
		assertThat(kept.leaderEpoch()).isEqualTo(kafkaRecord.leaderEpoch());
		assertThat(kept.key()).isEqualTo(kafkaRecord.key());
		assertThat(kept.value()).isEqualTo(kafkaRecord.value());
		assertThat(kept.headers()).isEqualTo(kafkaRecord.headers());
	}

	@Test
	void findsTheFailingEventOfABatch() {
		this.inbox.beforeEffect(failingFor("c"));
		List<ConsumerRecord<byte[], byte[]>> share = IntStream.range(0, 4)
			.mapToObj((i) -> parcel(0, i, List.of("a", "b", "c", "d").get(i), "k"))
			.toList();
		assertThat(this.inbox.process(0, share)).isInstanceOf(Outcome.Committed.class);
		assertThat(this.inbox.effects()).containsExactly("a", "b");
		assertThat(this.inbox.parked()).containsExactly("key:k: c 1, d 0");
	}

	@Test
	void findsFewFailingEventsOfALargeBatchWithFewCalls() {
		this.inbox.beforeEffect(failingFor("p10", "p51"));
		List<ConsumerRecord<byte[], byte[]>> share = IntStream.range(0, 64)
			.mapToObj((i) -> parcel(0, i, "p" + i, "k" + i))
			.toList();
		assertThat(this.inbox.process(0, share)).isInstanceOf(Outcome.Committed.class);
		assertThat(this.inbox.effects()).hasSize(62)
			.doesNotContain("p10", "p51")
			.isSortedAccordingTo(Comparator.comparingInt((id) -> Integer.parseInt(id.substring(1))));
		assertThat(this.inbox.parked()).containsExactlyInAnyOrder("key:k10: p10 1", "key:k51: p51 1");
		assertThat(this.inbox.batches()).hasSizeLessThan(30).startsWith(64, 32, 16, 8);
	}

	@Test
	void parksWhatIsBehindAFailingEventOfABatch() {
		this.inbox.beforeEffect(failingFor("p2"));
		List<ConsumerRecord<byte[], byte[]>> share = IntStream.range(0, 9)
			.mapToObj((i) -> parcel(0, i, "p" + i, List.of("a", "b").get(i % 2)))
			.toList();
		assertThat(this.inbox.process(0, share)).isInstanceOf(Outcome.Committed.class);
		assertThat(this.inbox.effects()).containsExactly("p0", "p1", "p3", "p5", "p7");
		assertThat(this.inbox.parked()).containsExactly("key:a: p2 1, p4 0, p6 0, p8 0");
	}

	@Test
	void buriesTheUnprocessableEventsOfABatch() {
		this.inbox.beforeEffect((event) -> {
			if (Set.of("p3", "p4").contains(event.id())) {
				throw new UnprocessableEvent("no such parcel");
			}
		});
		List<ConsumerRecord<byte[], byte[]>> share = IntStream.range(0, 8)
			.mapToObj((i) -> parcel(0, i, "p" + i, "k"))
			.toList();
		assertThat(this.inbox.process(0, share)).isInstanceOf(Outcome.Committed.class);
		assertThat(this.inbox.effects()).containsExactly("p0", "p1", "p2", "p5", "p6", "p7");
		assertThat(this.inbox.parked()).isEmpty();
		assertThat(this.inbox.jdbc()
			.queryForList("select id from receipts where state = 'dead' order by \"offset\"", String.class))
			.containsExactly("p3", "p4");
	}

	@Test
	void parksAnEventWhoseHandlerBreaksTheTransaction() {
		this.inbox.beforeEffect((event) -> {
			if (event.id().equals("a1")) {
				assertThatThrownBy(() -> this.inbox.jdbc().update("insert into nothing values (1)"));
			}
		});
		this.inbox.process(0, List.of(order(0, 0, "b1", "b"), order(0, 1, "a1", "a"), order(0, 2, "b2", "b")));
		assertThat(this.inbox.effects()).containsExactly("b1", "b2");
		assertThat(this.inbox.parked()).containsExactly("key:a: a1 1");
	}

	@Test
	void parksAnEventWhoseHandlerIgnoresAFailedStatement() {
		this.inbox.afterEffect((event) -> {
			if (event.id().equals("a1")) {
				assertThatThrownBy(() -> this.inbox.jdbc().update("insert into nothing values (1)"));
			}
		});
		this.inbox.process(0, List.of(order(0, 0, "b1", "b"), order(0, 1, "a1", "a"), order(0, 2, "b2", "b")));
		assertThat(this.inbox.effects()).containsExactly("b1", "b2");
		assertThat(this.inbox.parked()).containsExactly("key:a: a1 1");
	}

	@Test
	void countsNoAttemptWhenTheDatabaseGivesUpATransaction() {
		this.inbox.beforeEffect((event) -> {
			throw new CannotAcquireLockException("deadlock", new SQLException("deadlock", "40P01"));
		});
		assertThatThrownBy(() -> this.inbox.process(0, List.of(order(0, 0, "a1", "a"))))
			.isInstanceOfSatisfying(DatabaseUnavailable.class, (ex) -> assertThat(ex.isContention()).isTrue());
		assertThat(this.inbox.receipts()).isEmpty();
		assertThat(this.inbox.parked()).isEmpty();
	}

	@Test
	void opensTheCircuitWhenMostKeysOfAShareFail() {
		Set<String> failing = Set.of("e1", "e2", "e3", "e5", "e7", "e9");
		this.inbox.beforeEffect(failingFor(failing.toArray(String[]::new)));
		List<ConsumerRecord<byte[], byte[]>> share = orders(0, 12);
		assertThat(this.inbox.process(0, share)).isInstanceOf(Outcome.Committed.class);
		assertThat(this.inbox.parked()).hasSize(6);
		this.inbox.beforeEffect((event) -> {
			throw new IllegalStateException("the world is down");
		});
		Outcome outcome = this.inbox.process(0, orders(12, 10));
		assertThat(outcome).isInstanceOfSatisfying(Outcome.Blocked.class, (blocked) -> {
			assertThat(blocked.progress()).isEqualTo(new Progress(12, 3, 2));
			assertThat(blocked.offset()).isEqualTo(12);
			assertThat(blocked.cause()).hasMessage("the world is down");
		});
		assertThat(this.inbox.progress(0)).hasValue(new Progress(12, 3, 2));
		assertThat(this.inbox.parked()).hasSize(6);
		this.inbox.heal();
		assertThat(this.inbox.process(0, orders(12, 10))).isInstanceOf(Outcome.Committed.class);
	}

	@Test
	void parksTheOnlyEventOfAShareAndOpensTheCircuitWhenOneShareFailsAfterAnother() {
		this.inbox.beforeEffect((event) -> {
			throw new IllegalStateException("the world is down");
		});
		for (int i = 0; i < 9; i++) {
			assertThat(this.inbox.process(0, orders(i, 1))).isInstanceOf(Outcome.Committed.class);
		}
		assertThat(this.inbox.parked()).hasSize(9);
		assertThat(this.inbox.process(0, orders(9, 1))).isInstanceOf(Outcome.Blocked.class);
		int pauses = 1;
		while (this.inbox.process(0, orders(9, 1)) instanceof Outcome.Blocked) {
			pauses++;
		}
		assertThat(pauses).isEqualTo(8);
		assertThat(this.inbox.parked()).hasSize(10);
	}

	@Test
	void isolatesTheEventThatEndsTheProcess() {
		this.inbox.beforeEffect((event) -> {
			if (event.id().equals("e2")) {
				throw new OutOfMemoryError("the process ends");
			}
		});
		List<ConsumerRecord<byte[], byte[]>> share = orders(0, 4);
		this.inbox.process(0, orders(0, 1));
		for (int i = 0; i < 2; i++) {
			endsTheProcess(share);
			assertThat(this.inbox.effects()).containsExactly("e0");
		}
		assertThat(this.inbox.processFirst(0, share)).isInstanceOf(Outcome.Committed.class);
		assertThat(this.inbox.effects()).containsExactly("e0", "e1");
		assertThatThrownBy(() -> this.inbox.process(0, share)).hasMessage("the process ends");
		this.inbox.crash(0);
		assertThat(this.inbox.processFirst(0, share)).isInstanceOf(Outcome.Committed.class);
		assertThat(this.inbox.parked()).containsExactly("key:k2: e2 1");
		assertThat(errors()).containsExactly("The event ended the process, or the process ended while it was handled");
		this.inbox.process(0, share);
		assertThat(this.inbox.effects()).containsExactly("e0", "e1", "e3");
	}

	private void endsTheProcess(List<ConsumerRecord<byte[], byte[]>> share) {
		assertThatThrownBy(() -> this.inbox.processFirst(0, share)).hasMessage("the process ends");
		this.inbox.crash(0);
	}

	@Test
	void suspectsNothingWhenPartitionsAreGivenUpInGoodOrder() {
		this.inbox.process(0, orders(0, 1));
		for (int i = 0; i < 5; i++) {
			this.inbox.beforeEffect((event) -> {
				throw new QueryTimeoutException("the database is slow", new SQLException("slow", "57014"));
			});
			assertThatThrownBy(() -> this.inbox.processFirst(0, orders(0, 3))).isInstanceOf(DatabaseUnavailable.class);
			assertThatThrownBy(() -> this.inbox.process(0, orders(0, 3))).isInstanceOf(DatabaseUnavailable.class);
			this.inbox.release(0);
		}
		this.inbox.heal();
		assertThat(this.inbox.processFirst(0, orders(0, 3))).isEqualTo(new Outcome.Committed(new Progress(3, 3, 2)));
		assertThat(this.inbox.parked()).isEmpty();
	}

	@Test
	void waitsForNoHandlerOfAParkedKey() throws Exception {
		this.inbox.beforeEffect(failingFor("a1"));
		this.inbox.process(0, List.of(order(0, 0, "a1", "a")));
		CountDownLatch locked = new CountDownLatch(1);
		CountDownLatch done = new CountDownLatch(1);
		Thread handler = new Thread(() -> this.inbox.transaction().executeWithoutResult((status) -> {
			this.inbox.jdbc().update("update parked_keys set lease_until = now()");
			locked.countDown();
			await(done);
		}));
		handler.start();
		await(locked);
		try {
			assertThat(this.inbox.process(0, List.of(order(0, 1, "a2", "a"), order(0, 2, "b1", "b"))))
				.isInstanceOf(Outcome.Committed.class);
		}
		finally {
			done.countDown();
			handler.join(5000);
		}
		assertThat(this.inbox.effects()).containsExactly("b1");
		assertThat(this.inbox.parked()).containsExactly("key:a: a1 1, a2 0");
	}

	private List<String> errors() {
		return this.inbox.jdbc().queryForList("select error from receipts where error is not null", String.class);
	}

	private static List<ConsumerRecord<byte[], byte[]>> orders(int from, int count) {
		List<ConsumerRecord<byte[], byte[]>> orders = new ArrayList<>();
		for (int i = from; i < from + count; i++) {
			orders.add(order(0, i, "e" + i, "k" + i));
		}
		return orders;
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
