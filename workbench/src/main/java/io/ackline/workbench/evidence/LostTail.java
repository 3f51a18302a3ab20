package io.ackline.workbench.evidence;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What the last in-sync replica has lost from its disk while the others were down: the
 * limit of what Kafka, and with it anybody on it, can promise.
 *
 * @param ends where each partition's log ended then; what it has there now came later
 * @param records what stood from there on
 */
public record LostTail(Map<Integer, Long> ends, List<LogRecord> records) {

	/**
	 * Nothing.
	 */
	public static final LostTail NONE = new LostTail(Map.of(), List.of());

	public LostTail {
		ends = Map.copyOf(ends);
		records = List.copyOf(records);
	}

	/**
	 * Returns what was lost of a source's events.
	 */
	public LostTail of(String source) {
		return new LostTail(this.ends,
				this.records.stream().filter((lost) -> lost.event().source().equals(source)).toList());
	}

	/**
	 * Returns whether a place was in the log before its tail was lost.
	 */
	public boolean precedes(Place place) {
		Long end = this.ends.get(place.partition());
		return end == null || place.offset() < end;
	}

	/**
	 * Returns the lost records by place.
	 */
	public Map<Place, LogRecord> byPlace() {
		return this.records.stream().collect(Collectors.toMap(LogRecord::place, Function.identity()));
	}

}
