package io.ackline.consumer.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.ackline.consumer.handler.EventHandler;
import io.ackline.consumer.handler.Handlers;
import io.ackline.consumer.handler.Payloads;
import io.ackline.consumer.progress.LogPartition;
import io.ackline.consumer.progress.Progress;
import io.ackline.events.Event;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

import static io.ackline.consumer.inbox.InboxUnderTest.order;
import static io.ackline.consumer.inbox.InboxUnderTest.parcel;
import static org.assertj.core.api.Assertions.assertThat;

class FaultSearchTests {

	private static final Share SHARE = new Share(new LogPartition(Uuid.ZERO_UUID, "orders", 0), Progress.startingAt(0),
			List.of(order(0, 0, "any", null)), "test", true);

	private final Handlers handlers = new Handlers(List.of(new Orders()), List.of(new InboxUnderTest.Rest()),
			new Payloads());

	private final List<String> calls = new ArrayList<>();

	@Test
	void halvesWhatFailsTogetherAndKeepsTheOrder() {
		search(entries(parcels("a0", "b1", "c2", "d3", "e4", "f5", "g6", "h7")), Set.of("f5"));
		assertThat(this.calls).containsExactly("a0 b1 c2 d3", "e4 f5 g6 h7", "e4 f5", "e4", "f5", "g6 h7");
	}

	@Test
	void callsNothingOfAKeyBehindOneThatFailed() {
		List<Entry> entries = entries(parcels("a0", "b1", "a2", "b3", "a4", "b5"));
		search(entries, Set.of("a2"));
		assertThat(this.calls).containsExactly("a0 b1 a2", "a0", "b1 a2", "b1", "a2", "b3 b5");
		assertThat(entries).filteredOn(Entry::isParked)
			.extracting((entry) -> entry.event().id())
			.containsExactly("a2", "a4");
	}

	@Test
	void callsAloneWhatIsNotToBeCalledWithOthers() {
		List<Entry> entries = entries(parcels("a0", "b1", "c2", "d3"));
		entries.subList(1, 3).forEach(Entry::goesAlone);
		search(entries, Set.of());
		assertThat(this.calls).containsExactly("a0", "b1", "c2", "d3");
	}

	@Test
	void narrowsToSinglesAtOnceWhenABatchTookTooLong() {
		List<Entry> entries = entries(parcels("a0", "b1", "c2", "d3", "e4", "f5", "g6", "h7"));
		new FaultSearch(SHARE, entries).run((turn) -> {
			boolean late = this.calls.isEmpty();
			if (late) {
				turn.forEach(Entry::goesAlone);
			}
			call(turn);
			return !late;
		}, () -> false);
		assertThat(this.calls).containsExactly("a0 b1 c2 d3", "a0", "b1", "c2", "d3", "e4 f5 g6 h7");
	}

	@Test
	void stopsWhenItIsEnoughButNotBeforeTheFirst() {
		List<Entry> entries = entries(parcels("a0", "b1", "c2", "d3", "e4", "f5", "g6", "h7"));
		int done = new FaultSearch(SHARE, entries).run((turn) -> succeed(turn, Set.of("d3")), () -> true);
		assertThat(done).isEqualTo(2);
		assertThat(this.calls).containsExactly("a0 b1 c2 d3", "a0 b1");
	}

	@Test
	void callsWhatIsNoBatchOneByOne() {
		search(entries(List.of(order(0, 0, "o0", "o"), parcel(0, 1, "a1", "a"), parcel(0, 2, "b2", "b"),
				order(0, 3, "p3", "p"), order(0, 4, "q4", "q"))), Set.of("p3"));
		assertThat(this.calls).containsExactly("o0", "a1 b2", "p3", "q4");
	}

	private void search(List<Entry> entries, Set<String> failing) {
		int done = new FaultSearch(SHARE, entries).run((turn) -> succeed(turn, failing), () -> false);
		assertThat(done).isEqualTo(entries.size());
	}

	private boolean succeed(List<Entry> turn, Set<String> failing) {
		call(turn);
		boolean fails = turn.stream().anyMatch((entry) -> failing.contains(entry.event().id()));
		if (fails && turn.size() == 1) {
			turn.get(0).fails(new IllegalStateException("It fails"));
		}
		return !fails;
	}

	private void call(List<Entry> turn) {
		this.calls.add(turn.stream().map((entry) -> entry.event().id()).collect(Collectors.joining(" ")));
	}

	private List<Entry> entries(List<ConsumerRecord<byte[], byte[]>> records) {
		return records.stream().map((kafkaRecord) -> Entry.of(kafkaRecord, SHARE, this.handlers)).toList();
	}

	/**
	 * Returns records of parcels, of which the first letter of each name is the key.
	 */
	private static List<ConsumerRecord<byte[], byte[]>> parcels(String... names) {
		return IntStream.range(0, names.length)
			.mapToObj((number) -> parcel(0, number, names[number], names[number].substring(0, 1)))
			.toList();
	}

	private static final class Orders implements EventHandler<Void> {

		@Override
		public String type() {
			return "order.*";
		}

		@Override
		public void handle(Event event, Void data) {
		}

	}

}
