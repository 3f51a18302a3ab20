package io.ackline.workbench.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.ackline.workbench.evidence.Evidence;
import io.ackline.workbench.evidence.Identity;
import io.ackline.workbench.evidence.LogRecord;
import io.ackline.workbench.evidence.Place;
import io.ackline.workbench.evidence.Try;
import org.jspecify.annotations.Nullable;

/**
 * Holds the log's order of each key against the order in which its events were sent: one
 * that was first sent when another had been acknowledged stands behind it. Of events that
 * were under way together no order is asked; nor of those that were never acknowledged. A
 * key is in one partition.
 */
final class OrderCheck implements Check {

	@Override
	public void check(Evidence evidence, LogIndex log, Expectations due, Consumer<Finding> found) {
		checkPartitions(log, found);
		sentByKey(evidence, log).values().forEach((events) -> checkKey(events, found));
	}

	private void checkPartitions(LogIndex log, Consumer<Finding> found) {
		Map<String, Place> places = new HashMap<>();
		for (LogRecord entry : log.firsts()) {
			String key = entry.event().key();
			if (key == null) {
				continue;
			}
			Place other = places.putIfAbsent(key, entry.place());
			if (other != null && other.partition() != entry.place().partition()) {
				found.accept(new Finding(Promise.ORDERED, Breach.OUT_OF_ORDER, entry.identity().toString(),
						"its key '%s' is in two partitions, at %s and at %s".formatted(key, other, entry.place())));
			}
		}
	}

	private Map<String, List<Sent>> sentByKey(Evidence evidence, LogIndex log) {
		Map<Identity, Sent> events = new LinkedHashMap<>();
		for (Try told : evidence.tries()) {
			LogRecord first = log.first(told.identity());
			if (first != null && told.event().key() != null) {
				events.merge(told.identity(), Sent.of(told, first.place()), Sent::with);
			}
		}
		Map<String, List<Sent>> byKey = new LinkedHashMap<>();
		events.values()
			.stream()
			.filter(Sent::acknowledged)
			.forEach((sent) -> byKey.computeIfAbsent(sent.key, (key) -> new ArrayList<>()).add(sent));
		return byKey;
	}

	/**
	 * Goes through a key's events as they were sent, with the furthest place of those
	 * acknowledged by then.
	 */
	private void checkKey(List<Sent> events, Consumer<Finding> found) {
		List<Sent> byAnswer = events.stream().sorted(Comparator.comparingLong(Sent::answeredAt)).toList();
		List<Sent> bySending = events.stream().sorted(Comparator.comparingLong(Sent::sentAt)).toList();
		int answered = 0;
		Sent furthest = null;
		for (Sent event : bySending) {
			while (answered < byAnswer.size() && byAnswer.get(answered).answeredAt < event.sentAt) {
				furthest = further(furthest, byAnswer.get(answered));
				answered++;
			}
			if (furthest != null && event.place.compareTo(furthest.place) < 0) {
				found.accept(new Finding(Promise.ORDERED, Breach.OUT_OF_ORDER, event.identity.toString(),
						"it stands at %s, before %s at %s, which had been acknowledged when it was first sent"
							.formatted(event.place, furthest.identity, furthest.place)));
			}
		}
	}

	private static Sent further(@Nullable Sent one, Sent other) {
		return (one == null || one.place.compareTo(other.place) < 0) ? other : one;
	}

	/**
	 * An event from its first try to its first acknowledgement.
	 */
	private record Sent(Identity identity, String key, Place place, long sentAt, long answeredAt,
			boolean acknowledged) {

		static Sent of(Try told, Place place) {
			return new Sent(told.identity(), String.valueOf(told.event().key()), place, told.sentAt(),
					told.answeredAt(), told.answer().acknowledged());
		}

		Sent with(Sent later) {
			boolean settled = this.acknowledged || !later.acknowledged;
			return new Sent(this.identity, this.key, this.place, Math.min(this.sentAt, later.sentAt),
					settled ? this.answeredAt : later.answeredAt, this.acknowledged || later.acknowledged);
		}

	}

}
