package io.ackline.workbench.evidence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.ackline.events.Event;
import org.jspecify.annotations.Nullable;

/**
 * A topic's log while it grows: each record is read once, however often and for however
 * many sources it is asked for, and kept until its source is forgotten. What was read is
 * not looked at again. Not safe for use by several threads.
 */
public final class LogTail {

	private final Map<Integer, Long> next = new HashMap<>();

	private final Map<String, List<LogRecord>> records = new HashMap<>();

	private final Set<Place> undecodable = new TreeSet<>();

	private final LogReader reader;

	private final String topic;

	/**
	 * Creates a tail that begins at the log's first records.
	 */
	public LogTail(LogReader reader, String topic) {
		this.reader = reader;
		this.topic = topic;
	}

	/**
	 * Reads on to the log's end and returns what it has of a source by now, and where
	 * those are that are no events. What was read before a failure is not read again.
	 * @param limit how long the reading may stand still
	 * @throws IllegalStateException if it stands still for longer
	 */
	Log read(String source, Duration limit) {
		this.reader.scan(this.topic, Map.copyOf(this.next), limit, this::add);
		return Log.of(this.records.getOrDefault(source, List.of()), this.undecodable);
	}

	private void add(Place place, @Nullable Event event) {
		this.next.put(place.partition(), place.offset() + 1);
		if (event == null) {
			this.undecodable.add(place);
		}
		else {
			this.records.computeIfAbsent(event.source(), (source) -> new ArrayList<>())
				.add(new LogRecord(place, event));
		}
	}

	/**
	 * Forgets a source that has been judged, and where those were that are no events,
	 * which have been judged with it.
	 */
	public void forget(String source) {
		this.records.remove(source);
		this.undecodable.clear();
	}

}
