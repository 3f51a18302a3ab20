package io.ackline.inspector.message;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MessageQueryTests {

	@Test
	void readsPlaces() {
		assertThat(MessageQuery.at("0:12,10:9000000000")).isEqualTo(Map.of(0, 12L, 10, 9_000_000_000L));
		assertThat(MessageQuery.at(null)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "0:-1", "a:1", "0:1,", "99999999999:1", "0:99999999999999999999" })
	void refusesWhatIsNoPlace(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> MessageQuery.at(text))
			.withMessageContaining("PARTITION:OFFSET");
	}

	@Test
	void refusesWhatIsNoTime() {
		assertThatIllegalArgumentException().isThrownBy(() -> MessageQuery.time("yesterday"))
			.withMessageContaining("2026-11-23T20:00:00Z");
	}

}
