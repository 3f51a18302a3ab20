package io.ackline.producer.json;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonLimitsTests {

	@Test
	void hasDefaults() {
		assertThat(bind(Map.of())).isEqualTo(JsonLimits.DEFAULT);
	}

	@Test
	void takesTheUsersLimits() {
		assertThat(bind(Map.of("ackline.producer.max-depth", "5", "ackline.producer.max-number-length", "20",
				"ackline.producer.max-name-length", "64")))
			.isEqualTo(new JsonLimits(5, 20, 64));
	}

	@ParameterizedTest
	@CsvSource({ "max-depth, 0, 500", "max-depth, 501, 500", "max-number-length, 1001, 1000",
			"max-name-length, -1, 50000" })
	void refusesLimitsThatOthersDoNotShare(String name, String value, String most) {
		assertThatThrownBy(() -> bind(Map.of("ackline.producer." + name, value))).rootCause()
			.hasMessage("ackline.producer.%s is %s: it must be from 1 to %s.".formatted(name, value, most));
	}

	private static JsonLimits bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("ackline.producer",
				JsonLimits.class);
	}

}
