package io.ackline.workbench.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import io.ackline.workbench.evidence.Evidence;
import io.ackline.workbench.evidence.Identity;
import io.ackline.workbench.evidence.LogRecord;
import io.ackline.workbench.evidence.LostTail;
import io.ackline.workbench.evidence.Place;
import io.ackline.workbench.evidence.Receipt;
import io.ackline.workbench.evidence.Try;
import org.jspecify.annotations.Nullable;

/**
 * The log by place and by event.
 */
final class LogIndex {

	private final Map<Place, LogRecord> byPlace = new HashMap<>();

	private final Map<Identity, List<LogRecord>> byIdentity = new LinkedHashMap<>();

	private final LostTail lost;

	private final Map<Place, LogRecord> lostByPlace;

	LogIndex(Evidence evidence) {
		this.lost = evidence.lost();
		this.lostByPlace = this.lost.byPlace();
		evidence.log().stream().sorted(Comparator.comparing(LogRecord::place)).forEach((entry) -> {
			this.byPlace.put(entry.place(), entry);
			this.byIdentity.computeIfAbsent(entry.identity(), (identity) -> new ArrayList<>()).add(entry);
		});
	}

	@Nullable LogRecord at(Place place) {
		return this.byPlace.get(place);
	}

	/**
	 * Returns the records of an event that the log has lost.
	 */
	Stream<LogRecord> lostOf(Identity identity) {
		return this.lost.records().stream().filter((entry) -> entry.identity().equals(identity));
	}

	/**
	 * Returns whether the record of an acknowledged try stood where the answer says until
	 * the log's tail was lost: nobody can promise more.
	 */
	boolean hasLost(Try told) {
		LogRecord there = this.lostByPlace.get(told.answer().place());
		return told.answer().acknowledged() && there != null && there.identity().equals(told.identity())
				&& there.attempt() == told.attempt();
	}

	/**
	 * Returns whether an event was settled by a record that the log has lost since.
	 */
	boolean hasLost(Receipt receipt) {
		LogRecord there = this.lostByPlace.get(receipt.place());
		return receipt.settled() && there != null && there.identity().equals(receipt.identity());
	}

	/**
	 * Returns the records of an event, in the log's order.
	 */
	List<LogRecord> of(Identity identity) {
		return this.byIdentity.getOrDefault(identity, List.of());
	}

	/**
	 * Returns the first record of an event, the one that takes effect.
	 */
	@Nullable LogRecord first(Identity identity) {
		List<LogRecord> entries = of(identity);
		return entries.isEmpty() ? null : entries.get(0);
	}

	/**
	 * Returns the first record of each event, in the log's order.
	 */
	List<LogRecord> firsts() {
		return this.byIdentity.values().stream().map((entries) -> entries.get(0)).toList();
	}

	/**
	 * Returns the record of each event that takes effect, in each partition's order: the
	 * first in the log, unless one was handled that the log has lost since.
	 */
	List<LogRecord> effective(List<Receipt> receipts) {
		Stream<LogRecord> before = firsts().stream().filter((first) -> this.lost.precedes(first.place()));
		Stream<LogRecord> handled = receipts.stream()
			.filter(this::hasLost)
			.map(Receipt::place)
			.sorted()
			.map(this.lostByPlace::get);
		Map<Identity, LogRecord> effective = new LinkedHashMap<>();
		Stream.of(before, handled, firsts().stream())
			.flatMap(Function.identity())
			.forEach((entry) -> effective.putIfAbsent(entry.identity(), entry));
		return List.copyOf(effective.values());
	}

}
