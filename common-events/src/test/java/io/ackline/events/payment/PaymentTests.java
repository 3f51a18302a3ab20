package io.ackline.events.payment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PaymentTests {

	private final JsonMapper json = JsonMapper.shared();

	@Test
	void isReadFromAndWrittenAsJson() {
		String text = "{\"account\":\"a-1\",\"amount\":1299,\"currency\":\"EUR\"}";
		assertThat(this.json.readValue(text, PaymentCaptured.class)).isEqualTo(new PaymentCaptured("a-1", 1299, "EUR"));
		assertThat(this.json.readValue(text, PaymentRefunded.class)).isEqualTo(new PaymentRefunded("a-1", 1299, "EUR"));
		assertThat(this.json.writeValueAsString(new PaymentCaptured("a-1", 1299, "EUR"))).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "null", textBlock = """
			`` | 1 | EUR | 'account' must have 1 to 255 characters: ''
			null | 1 | EUR | 'account' must have 1 to 255 characters: 'null'
			a-1 | 0 | EUR | 'amount' must be from 1 to 9007199254740991 minor units: 0
			a-1 | 9007199254740992 | EUR | 'amount' must be from 1 to 9007199254740991 minor units: 9007199254740992
			a-1 | 1 | eur | 'currency' must be three capital letters, as in EUR: 'eur'
			a-1 | 1 | EURO | 'currency' must be three capital letters, as in EUR: 'EURO'
			""")
	void refusesValuesOutOfBounds(String account, long amount, String currency, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> new PaymentCaptured(account, amount, currency))
			.withMessage(message);
		assertThatIllegalArgumentException().isThrownBy(() -> new PaymentRefunded(account, amount, currency))
			.withMessage(message);
	}

}
