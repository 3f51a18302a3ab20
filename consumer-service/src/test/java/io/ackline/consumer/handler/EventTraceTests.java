package io.ackline.consumer.handler;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.ackline.events.Event;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventTraceTests {

	private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

	private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

	private final Map<String, String> seen = new HashMap<>();

	private final Handlers handlers = new Handlers(List.of(new MarkedHandler()), List.of(new MarkedBatchHandler()),
			new Payloads());

	@Test
	void marksTheLinesOfAHandlerAndNoOthers() {
		run(event("single").build(), headers(PARENT));
		assertThat(this.seen).containsOnly(Map.entry("traceId", TRACE), Map.entry("spanId", "00f067aa0ba902b7"),
				Map.entry("eventId", "single-id"), Map.entry("eventSource", "/test"));
		assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
	}

	@Test
	void marksNothingAfterAHandlerThatFailed() {
		assertThatThrownBy(() -> run(event("single.failing").build(), headers(PARENT)))
			.isInstanceOf(HandlerFailure.class);
		assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
	}

	@Test
	void takesTheTraceOfTheEventWhereTheRecordHasNone() {
		run(event("single").extension("traceparent", PARENT).build(), headers());
		assertThat(this.seen).containsEntry("traceId", TRACE);
	}

	@Test
	void marksABatchOfOne() {
		run(event("batch").build(), headers(PARENT));
		assertThat(this.seen).containsEntry("traceId", TRACE).containsEntry("eventId", "batch-id");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "00-1-2-3", "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"00-00000000000000000000000000000000-00f067aa0ba902b7-01",
			"00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01" })
	void ignoresWhatIsNoTrace(String parent) {
		run(event("single").build(), headers(parent));
		assertThat(this.seen).containsOnlyKeys("eventId", "eventSource");
	}

	private static Event.Builder event(String type) {
		return Event.builder(type + "-id", "/test", type, OffsetDateTime.now(ZoneOffset.UTC));
	}

	private static Headers headers(String... parents) {
		RecordHeaders headers = new RecordHeaders();
		for (String parent : parents) {
			headers.add("traceparent", parent.getBytes(StandardCharsets.US_ASCII));
		}
		return headers;
	}

	private void run(Event event, Headers headers) {
		this.handlers.run(List.of(this.handlers.bind(event, headers)), false, () -> false);
	}

	private void look() {
		this.seen.putAll(MDC.getCopyOfContextMap());
	}

	/**
	 * A handler of single events.
	 */
	final class MarkedHandler implements EventHandler<Void> {

		@Override
		public String type() {
			return "single*";
		}

		@Override
		public void handle(Event event, Void data) {
			look();
			if (event.type().equals("single.failing")) {
				throw new IllegalStateException("fails");
			}
		}

	}

	/**
	 * A handler of batches.
	 */
	final class MarkedBatchHandler implements BatchEventHandler<Void> {

		@Override
		public String type() {
			return "*";
		}

		@Override
		public void handle(List<Item<Void>> events) {
			look();
		}

	}

}
