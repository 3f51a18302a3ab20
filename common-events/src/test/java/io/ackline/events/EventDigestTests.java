package io.ackline.events;

import java.time.OffsetDateTime;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventDigestTests {

	private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-09-21T14:13:20Z");

	@Test
	void isWhatItHasAlwaysBeen() {
		assertThat(event().build().digest())
			.hasToString("b5db03f6293d3bdbbf452a0867d6e0134e1e02800f8292d394254542b6c8029d");
		assertThat(EventDigest.of(event().build().digest().bytes())).isEqualTo(event().build().digest());
	}

	@Test
	void leavesOutWhatARetryMayChange() {
		Event retried = Event.builder("1", "/s", "t", TIME.plusSeconds(1))
			.key("k")
			.data(EventData.ofUtf8("{}"))
			.extension("attempt", "2")
			.build();
		assertThat(retried.digest()).isEqualTo(event().build().digest());
	}

	@Test
	void tellsTypesKeysAndDataApart() {
		EventDigest digest = event().build().digest();
		assertThat(event().key("l").build().digest()).isNotEqualTo(digest);
		assertThat(event().key(null).build().digest()).isNotEqualTo(digest);
		assertThat(event().data(EventData.ofUtf8("{} ")).build().digest()).isNotEqualTo(digest);
		assertThat(event().data(null).build().digest())
			.isNotEqualTo(event().data(EventData.ofUtf8("")).build().digest());
		assertThat(event().key("k{").data(EventData.ofUtf8("}")).build().digest()).isNotEqualTo(digest);
	}

	private static Event.Builder event() {
		return Event.builder("1", "/s", "t", TIME).key("k").data(EventData.ofUtf8("{}"));
	}

}
