package io.ackline.producer.security;

import java.util.List;
import java.util.Map;

import io.ackline.events.declaration.InvalidDeclaration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CallerVariablesTests {

	private static final String HASH = "0123456789abcdef".repeat(4);

	@Test
	void setSomethingForTheCallersThatAFileDeclares() {
		Map<String, CallerProperties> callers = bind(Map.of("ackline.callers.my-shop.topics", "payments"),
				Map.of("ACKLINE_CALLERS_MYSHOP_TOKENSHA256", HASH, "ACKLINE_CALLERS_MY_SHOP_RATE", "5/s"));
		assertThat(callers).containsOnlyKeys("my-shop");
		assertThat(callers.get("my-shop").tokenSha256()).containsExactly(HASH);
		assertThat(callers.get("my-shop").topics()).containsExactly("payments");
		assertThat(callers.get("my-shop").rate()).isEqualTo("5/s");
		assertThat(callers.get("my-shop").admin()).isFalse();
	}

	@Test
	void setTwoTokensWhileOneReplacesTheOther() {
		String other = "fedcba9876543210".repeat(4);
		for (Map<String, Object> variables : List.<Map<String, Object>>of(
				Map.of("ACKLINE_CALLERS_SHOP_TOKENSHA256", HASH + "," + other),
				Map.of("ACKLINE_CALLERS_SHOP_TOKENSHA256_0", HASH, "ACKLINE_CALLERS_SHOP_TOKENSHA256_1", other))) {
			assertThat(bind(Map.of("ackline.callers.shop.topics", "*"), variables).get("shop").tokenSha256())
				.containsExactly(HASH, other);
		}
	}

	@Test
	void declareNobody() {
		assertThatExceptionOfType(InvalidDeclaration.class)
			.isThrownBy(() -> bind(Map.of(), Map.of("ACKLINE_CALLERS_SHOP_TOKENSHA256", HASH)))
			.withMessageContaining("names no declared caller: declared are none");
	}

	private static Map<String, CallerProperties> bind(Map<String, Object> file, Map<String, Object> variables) {
		MutablePropertySources sources = new MutablePropertySources();
		sources.addLast(new SystemEnvironmentPropertySource("systemEnvironment", variables));
		sources.addLast(new MapPropertySource("file", file));
		new CallerVariables().process(sources);
		return new Binder(ConfigurationPropertySources.from(sources)).bindOrCreate("ackline", CallersProperties.class)
			.callers();
	}

}
