package io.ackline.workbench.evidence;

import java.time.Duration;
import java.util.ArrayList;
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

	static Log read(LogReader reader, String topic, String source, Map<Integer, Long> from, Duration limit) {
		List<LogRecord> records = new ArrayList<>();
		Set<Place> undecodable = new TreeSet<>();
		reader.scan(topic, from, limit, (place, event) -> {
			if (event == null) {
				undecodable.add(place);
			}
			else if (event.source().equals(source)) {
				records.add(new LogRecord(place, event));
			}
		});
		records.sort(Comparator.comparing(LogRecord::place));
		return new Log(records, undecodable);
	}

}
