package io.ackline.consumer.inbox;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.ackline.consumer.parking.ParkedEvent;
import io.ackline.consumer.parking.ParkedEvents;
import io.ackline.consumer.parking.ParkedKeys;
import io.ackline.consumer.parking.RetryProperties;

import org.springframework.stereotype.Component;

/**
 * Parks entries within the transaction of their share.
 */
@Component
class EntryParking {

	private final ParkedKeys keys;

	private final ParkedEvents events;

	private final RetryProperties properties;

	EntryParking(ParkedKeys keys, ParkedEvents events, RetryProperties properties) {
		this.keys = keys;
		this.events = events;
		this.properties = properties;
	}

	/**
	 * Finds out which entries' keys are parked: these go behind. Their keys stay parked
	 * until the transaction ends.
	 */
	void findParked(Share share, List<Entry> entries) {
		Set<String> names = entries.stream()
			.filter((entry) -> entry.event().key() != null)
			.map((entry) -> entry.key(share).name())
			.collect(Collectors.toSet());
		Map<String, Boolean> parked = names.isEmpty() ? Map.of() : this.keys.keep(share.partition(), names);
		entries.forEach((entry) -> entry.goesBehind(parked.get(entry.key(share).name())));
	}

	/**
	 * Parks entries whose handlers failed, and those that wait behind others.
	 */
	void park(Share share, List<Entry> parked) {
		parked.stream()
			.filter((entry) -> !entry.isBehind())
			.map((entry) -> entry.key(share))
			.forEach((key) -> this.keys.open(key, this.properties.backOff(1)));
		this.events.add(
				parked.stream().map((entry) -> new ParkedEvents.Queued(entry.key(share), parkedEvent(entry))).toList());
	}

	private static ParkedEvent parkedEvent(Entry entry) {
		return new ParkedEvent(entry.kafkaRecord(), entry.event().id(), entry.event().source(), entry.event().type(),
				(entry.failure() != null) ? 1 : 0, entry.error());
	}

	static int keys(Share share, Collection<Entry> entries) {
		return (int) entries.stream().map((entry) -> entry.key(share)).distinct().count();
	}

}
