package io.ackline.events;

import java.time.OffsetDateTime;
import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The events whose wire form is kept in golden files, one for each form an event takes.
 */
final class GoldenEvents {

	private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-09-21T14:13:20.123456+02:00");

	private GoldenEvents() {
	}

	static Stream<Arguments> all() {
		return Stream.of(arguments("payment-captured", paymentCaptured()),
				arguments("payment-refunded", paymentRefunded()), arguments("webhook", webhook()),
				arguments("every-attribute", everyAttribute()), arguments("tombstone", tombstone()),
				arguments("json-null", jsonNull()), arguments("binary-data", binaryData()));
	}

	private static Event paymentCaptured() {
		return event("0199-1", "/ackline/payments", "payment.captured").key("a-1")
			.dataContentType("application/json")
			.data(EventData.ofUtf8("{\"account\": \"a-1\",  \"amount\": 1299, \"currency\": \"EUR\"}\n"))
			.build();
	}

	private static Event paymentRefunded() {
		return event("0199-2", "/ackline/payments", "payment.refunded").key("a-1")
			.dataContentType("application/json")
			.data(EventData.ofUtf8("{\"account\":\"a-1\",\"amount\":299,\"currency\":\"EUR\"}"))
			.build();
	}

	private static Event webhook() {
		return event("b9f2c7e0-delivery", "https://github.com/ackline", "github.star")
			.dataContentType("application/json")
			.data(EventData.ofUtf8("{\"action\":\"created\",\"sender\":{\"login\":\"zoë\",\"id\":7},\"stars\":1e3}"))
			.build();
	}

	private static Event everyAttribute() {
		return event("id with spaces/and?signs", "urn:source:ü", "click.seen").subject("a/subject")
			.dataContentType("application/json; charset=utf-8")
			.dataSchema("https://schemas.example/click.json")
			.extension("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
			.extension("attempt", "2")
			.key("schlüssel 1")
			.data(EventData.ofUtf8("[1,2.50,\"\\u00e9\"]"))
			.build();
	}

	private static Event tombstone() {
		return event("0199-3", "/ackline/payments", "payment.forgotten").key("a-1").build();
	}

	private static Event jsonNull() {
		return event("0199-4", "/ackline/payments", "payment.nulled").dataContentType("application/json")
			.data(EventData.ofUtf8("null"))
			.build();
	}

	private static Event binaryData() {
		return event("0199-5", "/ackline/clicks", "click.image").dataContentType("image/png")
			.data(EventData.of(new byte[] { (byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff }))
			.build();
	}

	private static Event.Builder event(String id, String source, String type) {
		return Event.builder(id, source, type, TIME);
	}

}
