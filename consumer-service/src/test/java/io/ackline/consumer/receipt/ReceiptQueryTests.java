package io.ackline.consumer.receipt;

import java.util.UUID;

import io.ackline.consumer.web.InvalidParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReceiptQueryTests {

	@Test
	void readsItsCursorBack() {
		ReceiptQuery.Cursor cursor = new ReceiptQuery.Cursor(new UUID(1, 2), 3, 1L << 40, "ä/\t", "/source");
		assertThat(ReceiptQuery.of(parameters("cursor", cursor.toString())).cursor()).isEqualTo(cursor);
	}

	@ParameterizedTest
	@CsvSource({ "limit,0", "limit,1001", "limit,x", "limit,-1", "state,done", "offset,1", "partition,1",
			"partition,9999999999", "cursor,AAAA", "unknown,1" })
	void refusesWhatItDoesNotKnow(String name, String value) {
		assertThatExceptionOfType(InvalidParameter.class).isThrownBy(() -> ReceiptQuery.of(parameters(name, value)))
			.withMessageContaining(name);
	}

	@Test
	void refusesAParameterThatStandsTwice() {
		MultiValueMap<String, String> parameters = parameters("state", "dead");
		parameters.add("state", "held");
		assertThatExceptionOfType(InvalidParameter.class).isThrownBy(() -> ReceiptQuery.of(parameters))
			.withMessageContaining("2 times");
	}

	private static MultiValueMap<String, String> parameters(String name, String value) {
		MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
		parameters.add(name, value);
		return parameters;
	}

}
