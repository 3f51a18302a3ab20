package io.ackline.consumer.handler;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.ackline.events.Event;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What a handler's log lines are marked with: the event, and the trace that it came in
 * (<a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>), under the names
 * that Spring Boot's logs have for it.
 */
final class EventTrace {

	private static final String TRACEPARENT = "traceparent";

	private static final Pattern PARENT = Pattern
		.compile("(?!ff)[0-9a-f]{2}-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-[0-9a-f]{2}(-.*)?");

	private final Map<String, String> marks;

	private EventTrace(Map<String, String> marks) {
		this.marks = marks;
	}

	/**
	 * Returns the trace of an event: the one that its record's header tells of, else the
	 * one of CloudEvents' extension for it, else none.
	 */
	static EventTrace of(Event event, @Nullable Headers headers) {
		Map<String, String> marks = new LinkedHashMap<>();
		Header header = (headers != null) ? headers.lastHeader(TRACEPARENT) : null;
		String parent = (header != null && header.value() != null)
				? new String(header.value(), StandardCharsets.US_ASCII) : event.extensions().get(TRACEPARENT);
		Matcher matcher = PARENT.matcher((parent != null) ? parent : "");
		if (matcher.matches()) {
			marks.put("traceId", matcher.group(1));
			marks.put("spanId", matcher.group(2));
		}
		marks.put("eventId", event.id());
		marks.put("eventSource", event.source());
		return new EventTrace(marks);
	}

	/**
	 * Runs a call with its log lines marked.
	 */
	void run(Runnable call) {
		this.marks.forEach(MDC::put);
		try {
			call.run();
		}
		finally {
			this.marks.keySet().forEach(MDC::remove);
		}
	}

}
