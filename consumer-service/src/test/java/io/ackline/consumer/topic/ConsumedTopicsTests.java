package io.ackline.consumer.topic;

import java.util.HashMap;
import java.util.Map;

import io.ackline.consumer.parking.RetryProperties;
import io.ackline.consumer.parking.RetryProperties.OnExhausted;
import io.ackline.events.declaration.InvalidDeclaration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ConsumedTopicsTests {

	private static final Map<String, Object> DECLARED = Map.of("ackline.topics.payments.partitions", 6,
			"ackline.topics.page-views.default-type", "page.viewed");

	@Test
	void areAllThatAreDeclared() {
		ConsumedTopics topics = topics(DECLARED, Map.of("ACKLINE_TOPICS_PAYMENTS_ACKS", "1"));
		assertThat(topics.names()).containsExactly("page-views", "payments");
		assertThat(topics.defaultType("page-views")).isEqualTo("page.viewed");
		assertThat(topics.defaultType("payments")).isEqualTo("record");
	}

	@Test
	void takeAVariableForTheTopicThatItCannotSpell() {
		ConsumedTopics topics = topics(DECLARED, Map.of("ACKLINE_TOPICS_PAGEVIEWS_PARTITIONS", "3",
				"ACKLINE_TOPICS_PAGEVIEWS_DEFAULTTYPE", "page.shown", "ACKLINE_TOPICS_RECONCILE", "apply"));
		assertThat(topics.names()).containsExactly("page-views", "payments");
		assertThat(topics.defaultType("page-views")).isEqualTo("page.shown");
	}

	@Test
	void refuseATopicThatOnlyAVariableNames() {
		assertThatExceptionOfType(InvalidDeclaration.class)
			.isThrownBy(() -> topics(DECLARED, Map.of("ACKLINE_TOPICS_PAYMENT_PARTITIONS", "3")))
			.withMessageContaining(
					"ACKLINE_TOPICS_PAYMENT_PARTITIONS names no declared topic: declared are page-views, payments");
	}

	@Test
	void sayWhatBecomesOfExhaustedEventsKeys() {
		Map<String, Object> declared = new HashMap<>(DECLARED);
		declared.put("ackline.topics.payments.on-exhausted", "hold-key");
		ConsumedTopics topics = topics(declared, Map.of());
		assertThat(topics.onExhausted("payments")).isEqualTo(OnExhausted.HOLD_KEY);
		assertThat(topics.onExhausted("page-views")).isEqualTo(OnExhausted.CONTINUE);
		assertThat(
				topics(DECLARED, Map.of("ACKLINE_TOPICS_PAGEVIEWS_ONEXHAUSTED", "hold-key")).onExhausted("page-views"))
			.isEqualTo(OnExhausted.HOLD_KEY);
		declared.put("ackline.consumer.retry.on-exhausted", "hold-key");
		assertThat(topics(declared, Map.of()).onExhausted("page-views")).isEqualTo(OnExhausted.HOLD_KEY);
	}

	@Test
	void refuseToBeNone() {
		assertThatIllegalStateException().isThrownBy(() -> topics(Map.of(), Map.of()))
			.withMessageContaining("ackline.topics");
	}

	private static ConsumedTopics topics(Map<String, Object> declared, Map<String, Object> variables) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					variables));
		environment.getPropertySources().addLast(new MapPropertySource("declared", declared));
		new TopicVariables().process(environment.getPropertySources());
		ConfigurationPropertySources.attach(environment);
		TopicsProperties properties = Binder.get(environment).bindOrCreate("ackline", TopicsProperties.class);
		RetryProperties retry = Binder.get(environment).bindOrCreate("ackline.consumer.retry", RetryProperties.class);
		return new ConsumedTopics(properties, retry, environment);
	}

}
