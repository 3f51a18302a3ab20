package io.ackline.events;

import java.time.OffsetDateTime;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class EventTests {

	private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-09-21T14:13:20Z");

	@Test
	void countsCharactersAndNotCodeUnits() {
		String longest = "😀".repeat(Event.MAX_LENGTH);
		assertThatNoException().isThrownBy(() -> event(longest).key(longest).build());
		assertThatExceptionOfType(InvalidEvent.class).isThrownBy(() -> event(longest + "x").build())
			.withMessageContaining("has 256 characters; the limit is 255")
			.satisfies((ex) -> assertThat(ex.attribute()).isEqualTo("id"));
	}

	@Test
	void refusesAnEmptyAttribute() {
		assertThatExceptionOfType(InvalidEvent.class).isThrownBy(() -> event("").build())
			.withMessage("'id' is empty: give it 1 to 255 characters.");
		assertThatExceptionOfType(InvalidEvent.class).isThrownBy(() -> event("1").key("").build())
			.withMessageStartingWith("'key' is empty");
	}

	@Test
	void refusesControlCharactersAndLoneSurrogates() {
		assertThatExceptionOfType(InvalidEvent.class).isThrownBy(() -> event("a\u0000b").build())
			.withMessage("'id' has the control character U+0000 at position 1: remove it.");
		assertThatExceptionOfType(InvalidEvent.class).isThrownBy(() -> event("1").subject("a\ud800").build())
			.withMessage("'subject' has the lone surrogate U+D800 at position 1: remove it.");
	}

	@Test
	void refusesExtensionsThatAreNoAttributeNamesOrAreReserved() {
		assertThatExceptionOfType(InvalidEvent.class).isThrownBy(() -> event("1").extension("Trace-Id", "x").build())
			.withMessageStartingWith("'Trace-Id' is no attribute name");
		assertThatExceptionOfType(InvalidEvent.class)
			.isThrownBy(() -> event("1").extension("partitionkey", "x").build())
			.withMessageStartingWith("'partitionkey' is an attribute of its own");
	}

	@Test
	void refusesMoreExtensionsThanTheLimit() {
		Event.Builder event = event("1");
		for (int i = 0; i <= Event.MAX_EXTENSIONS; i++) {
			event.extension("x" + i, "v");
		}
		assertThatExceptionOfType(InvalidEvent.class).isThrownBy(event::build)
			.withMessageStartingWith("The event has 65 extensions; the most is 64.");
	}

	private static Event.Builder event(String id) {
		return Event.builder(id, "/s", "t", TIME);
	}

}
