package io.ackline.consumer.handler;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import io.ackline.events.Event;
import io.ackline.events.EventData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PayloadsTests {

	private final Payloads payloads = new Payloads();

	@ParameterizedTest
	@CsvSource({ "1, 1", "1.0, 1", "-3.000, -3", "1e2, 100", "1.5E1, 15", "0.0, 0",
			"9007199254740993.0, 9007199254740993", "9223372036854775807.0, 9223372036854775807" })
	void takeAnIntegerHoweverItIsWritten(String written, long number) {
		Numbers read = read("{\"big\":%1$s,\"boxed\":%1$s,\"list\":[%1$s],\"plain\":%1$s}".formatted(written),
				Numbers.class);
		assertThat(read).isEqualTo(new Numbers(BigInteger.valueOf(number), number, List.of(number), number));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.5", "1e-1", "9223372036854775808.0", "1e400", "1e999999999", "\"1\"", "true", "null" })
	void refuseWhatIsNoIntegerOrTooLarge(String written) {
		assertThatExceptionOfType(UnprocessableEvent.class)
			.isThrownBy(() -> read("{\"plain\":%s}".formatted(written), Numbers.class));
		assertThatExceptionOfType(UnprocessableEvent.class)
			.isThrownBy(() -> read("{\"small\":%s}".formatted(written), Small.class));
	}

	@Test
	void leaveFractionsAndTreesAsTheyAreWritten() {
		assertThat(read("1.00", BigDecimal.class)).isEqualTo(new BigDecimal("1.00"));
		assertThat(read("1.0", Double.class)).isEqualTo(1.0);
		assertThat(read("{\"n\":1.0}", JsonNode.class).get("n").isFloatingPointNumber()).isTrue();
	}

	private <T> T read(String json, Class<T> type) {
		Event event = Event.builder("id", "/test", "number", OffsetDateTime.now(ZoneOffset.UTC))
			.data(EventData.ofUtf8(json))
			.build();
		return this.payloads.read(event, type);
	}

	record Numbers(BigInteger big, Long boxed, List<Long> list, long plain) {
	}

	record Small(int small) {
	}

}
