package io.ackline.producer.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a request belongs to, as
 * <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a> has it. It is
 * handed on in the record's headers of the same names, where instrumented consumers of
 * Kafka look for it. What is malformed is ignored, as the specification asks for.
 *
 * @param traceparent the trace and the caller's place in it
 * @param tracestate what vendors add, or {@code null}
 */
public record TraceContext(@Nullable String traceparent, @Nullable String tracestate) {

	/**
	 * No trace.
	 */
	public static final TraceContext NONE = new TraceContext(null, null);

	private static final String TRACEPARENT = "traceparent";

	private static final String TRACESTATE = "tracestate";

	private static final int MAX_STATE_LENGTH = 512;

	private static final int MAX_STATE_MEMBERS = 32;

	private static final Pattern PARENT = Pattern
		.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-[ -~]{1,200})?");

	private static final Pattern STATE_MEMBER = Pattern
		.compile("[a-z0-9][a-z0-9_*/@-]{0,255}=[ -+\\--<>-~]{0,255}[!-+\\--<>-~]");

	/**
	 * Returns the trace of a request.
	 */
	public static TraceContext of(HttpServletRequest request) {
		List<String> parents = Collections.list(request.getHeaders(TRACEPARENT));
		if (parents.size() != 1 || !isParent(parents.get(0))) {
			return NONE;
		}
		String state = String.join(",", Collections.list(request.getHeaders(TRACESTATE)));
		return new TraceContext(parents.get(0), isState(state) ? state : null);
	}

	/**
	 * Adds the trace to the headers of a record, unless they name one already.
	 */
	public void addTo(Headers headers) {
		if (headers.lastHeader(TRACEPARENT) == null) {
			add(headers, TRACEPARENT, this.traceparent);
			add(headers, TRACESTATE, this.tracestate);
		}
	}

	private static void add(Headers headers, String name, @Nullable String value) {
		if (value != null) {
			headers.add(name, value.getBytes(StandardCharsets.US_ASCII));
		}
	}

	private static boolean isParent(String parent) {
		boolean versionHasNoMore = parent.startsWith("00") && parent.length() != 55;
		return !versionHasNoMore && PARENT.matcher(parent).matches();
	}

	private static boolean isState(String state) {
		if (state.isBlank() || state.length() > MAX_STATE_LENGTH) {
			return false;
		}
		List<String> members = Arrays.stream(state.split(",")).map(String::strip).filter((s) -> !s.isEmpty()).toList();
		return members.size() <= MAX_STATE_MEMBERS
				&& members.stream().allMatch((member) -> STATE_MEMBER.matcher(member).matches());
	}

}
