package io.ackline.workbench.evidence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is in a topic's log: the records of one source, by their place, and where those
 * are that are no events. Partitions are read in another order each time; two readings of
 * one log are equal all the same.
 */
record Log(List<LogRecord> records, Set<Place> undecodable) {

	static Log read(LogReader reader, String topic, String source, Duration limit) {
		List<LogRecord> records = new ArrayList<>();
		Set<Place> undecodable = new TreeSet<>();
		reader.scan(topic, Map.of(), limit, (place, event) -> {
			if (event == null) {
				undecodable.add(place);
			}
			else if (event.source().equals(source)) {
				records.add(new LogRecord(place, event));
			}
		});
		return of(records, undecodable);
	}

	/**
	 * Returns a log of these records, in whatever order they come.
	 */
	static Log of(Collection<LogRecord> records, Set<Place> undecodable) {
		return new Log(records.stream().sorted(Comparator.comparing(LogRecord::place)).toList(),
				new TreeSet<>(undecodable));
	}

}
