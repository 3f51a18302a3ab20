package io.ackline.workbench.verdict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.ackline.workbench.evidence.Identity;
import io.ackline.workbench.evidence.LogRecord;
import io.ackline.workbench.evidence.Place;
import org.jspecify.annotations.Nullable;

/**
 * The log by place and by event.
 */
final class LogIndex {

	private final Map<Place, LogRecord> byPlace = new HashMap<>();

	private final Map<Identity, List<LogRecord>> byIdentity = new LinkedHashMap<>();

	LogIndex(Collection<LogRecord> log) {
		log.stream().sorted(Comparator.comparing(LogRecord::place)).forEach((entry) -> {
			this.byPlace.put(entry.place(), entry);
			this.byIdentity.computeIfAbsent(entry.identity(), (identity) -> new ArrayList<>()).add(entry);
		});
	}

	@Nullable LogRecord at(Place place) {
		return this.byPlace.get(place);
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

}
