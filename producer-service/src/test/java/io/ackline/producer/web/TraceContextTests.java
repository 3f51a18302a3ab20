package io.ackline.producer.web;

import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

class TraceContextTests {

	private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	@ParameterizedTest
	@ValueSource(strings = { PARENT, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
			"01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes-later" })
	void takesTheParent(String parent) {
		this.request.addHeader("traceparent", parent);
		assertThat(TraceContext.of(this.request)).isEqualTo(new TraceContext(parent, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
			"00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
			"00-00000000000000000000000000000000-00f067aa0ba902b7-01",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
			"ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", PARENT + "\u00e9" })
	void ignoresAMalformedParent(String parent) {
		this.request.addHeader("traceparent", parent);
		this.request.addHeader("tracestate", "a=1");
		assertThat(TraceContext.of(this.request)).isEqualTo(TraceContext.NONE);
	}

	@Test
	void ignoresTwoParents() {
		this.request.addHeader("traceparent", PARENT);
		this.request.addHeader("traceparent", PARENT);
		assertThat(TraceContext.of(this.request)).isEqualTo(TraceContext.NONE);
	}

	@Test
	void knowsNoTraceOfARequestWithoutOne() {
		this.request.addHeader("tracestate", "a=1");
		assertThat(TraceContext.of(this.request)).isEqualTo(TraceContext.NONE);
	}

	@Test
	void joinsTheState() {
		this.request.addHeader("traceparent", PARENT);
		this.request.addHeader("tracestate", "rojo=00f067aa0ba902b7, tenant@system=t61rcWkgMzE,");
		this.request.addHeader("tracestate", "congo=a b/c:d");
		assertThat(TraceContext.of(this.request).tracestate())
			.isEqualTo("rojo=00f067aa0ba902b7, tenant@system=t61rcWkgMzE,,congo=a b/c:d");
	}

	@ParameterizedTest
	@MethodSource
	void leavesOutAMalformedState(String state) {
		this.request.addHeader("traceparent", PARENT);
		this.request.addHeader("tracestate", state);
		assertThat(TraceContext.of(this.request)).isEqualTo(new TraceContext(PARENT, null));
	}

	static Stream<String> leavesOutAMalformedState() {
		return Stream.of("", " ", "a", "a=", "A=1", "a=1=2", "a=\u00e9", "a=\u0001", "=1", "a=" + "x".repeat(600),
				IntStream.range(0, 33).mapToObj((i) -> "k" + i + "=1").collect(joining(",")));
	}

	@Test
	void standsInTheRecordsHeaders() {
		RecordHeaders headers = new RecordHeaders();
		new TraceContext(PARENT, "a=1").addTo(headers);
		assertThat(headers.lastHeader("traceparent").value()).asString().isEqualTo(PARENT);
		assertThat(headers.lastHeader("tracestate").value()).asString().isEqualTo("a=1");
		RecordHeaders none = new RecordHeaders();
		TraceContext.NONE.addTo(none);
		assertThat(none).isEmpty();
	}

}
