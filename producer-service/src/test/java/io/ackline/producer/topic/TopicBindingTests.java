package io.ackline.producer.topic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.ackline.events.declaration.Declaration;
import io.ackline.events.declaration.InvalidDeclaration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

class TopicBindingTests {

	@Test
	void declaresTheTopicsOfTheSharedFile() {
		Map<String, TopicProperties> topics = bind(Map.of());
		assertThat(topics).containsOnlyKeys("payments", "webhooks", "clicks");
		TopicProperties payments = topic(topics, "payments");
		assertThat(payments.partitions()).isEqualTo(6);
		assertThat(payments.replicas()).isEqualTo(3);
		assertThat(payments.minInsyncReplicas()).isEqualTo(2);
		assertThat(payments.acks()).isEqualTo(Acks.ALL);
		assertThat(payments.pinAcks()).isFalse();
		assertThat(payments.uncleanLeaderElection()).isFalse();
		assertThat(payments.types()).containsExactly("payment.*");
		assertThat(topic(topics, "clicks").retention()).isEqualTo(Duration.ofHours(6));
	}

	@Test
	void takesTheNumberOneForAcksOfTheLeader() {
		assertThat(topic(bind(Map.of()), "clicks").acks()).isEqualTo(Acks.LEADER);
	}

	@ParameterizedTest
	@CsvSource({ "all, ALL", "-1, ALL", "1, LEADER", "0, NONE" })
	void readsAcksAsKafkaWritesThem(String text, Acks acks) {
		assertThat(topic(bind(Map.of(), "--ackline.topics.payments.acks=" + text), "payments").acks()).isEqualTo(acks);
	}

	@Test
	void overridesSettingsFromTheEnvironment() {
		Map<String, TopicProperties> topics = bind(Map.of("ACKLINE_TOPICS_PAYMENTS_MININSYNCREPLICAS", "1",
				"ACKLINE_TOPICS_CLICKS_MAX_MESSAGE_SIZE", "2MB", "ACKLINE_TOPICS_CLICKS_TYPES_0", "a.*"));
		assertThat(topics).containsOnlyKeys("payments", "webhooks", "clicks");
		assertThat(topic(topics, "payments").minInsyncReplicas()).isEqualTo(1);
		assertThat(topic(topics, "payments").replicas()).isEqualTo(3);
		assertThat(topic(topics, "clicks").maxMessageSize()).isEqualTo(DataSize.ofMegabytes(2));
		assertThat(topic(topics, "clicks").types()).containsExactly("a.*");
	}

	@Test
	void leadsTheEnvironmentToTopicsWhoseNamesItCannotSpell() {
		Map<String, TopicProperties> topics = bind(
				Map.of("ACKLINE_TOPICS_USEREVENTS_ACKS", "1", "ACKLINE_TOPICS_USER_EVENTS_PARTITIONS", "2",
						"ACKLINE_TOPICS_ORDERSEU_REPLICAS", "2"),
				"--ackline.topics.user-events.replicas=3", "--ackline.topics[Orders_eu].partitions=4");
		assertThat(topics).containsOnlyKeys("payments", "webhooks", "clicks", "user-events", "Orders_eu");
		assertThat(topic(topics, "user-events").acks()).isEqualTo(Acks.LEADER);
		assertThat(topic(topics, "user-events").partitions()).isEqualTo(2);
		assertThat(topic(topics, "Orders_eu").replicas()).isEqualTo(2);
		assertThat(topic(topics, "Orders_eu").partitions()).isEqualTo(4);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "ACKLINE_TOPICS_PAYMENT_ACKS", "ACKLINE_TOPICS_PAYMENTS_MINISR", "ACKLINE_TOPICS_PAYMENTS" })
	void stopsAtAVariableThatMeansNothing(String variable) {
		assertThatExceptionOfType(InvalidDeclaration.class).isThrownBy(() -> bind(Map.of(variable, "1")))
			.withMessageStartingWith(variable)
			.matches((ex) -> !ex.getMessage().contains("\n"));
	}

	@Test
	void knowsEverySettingOfATopicInTheEnvironment() {
		Set<String> ofTheConsumer = Set.of("on-exhausted");
		assertThat(Stream.concat(ofTheConsumer.stream(),
				Arrays.stream(TopicProperties.class.getRecordComponents())
					.map((component) -> component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))))
			.containsExactlyInAnyOrderElementsOf(Declaration.TOPICS.settings());
	}

	@Test
	void findsTheEnvironmentBeforeAndAfterTheFiles() {
		PropertySource<?> file = new MapPropertySource("file", Map.of("ackline.topics.user-events.acks", "all"));
		for (boolean first : new boolean[] { true, false }) {
			MutablePropertySources sources = new MutablePropertySources();
			sources.addLast(file);
			SystemEnvironmentPropertySource variables = new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					Map.of("ACKLINE_TOPICS_USEREVENTS_ACKS", "1", "HOME", "/root"));
			if (first) {
				sources.addFirst(variables);
			}
			else {
				sources.addLast(variables);
			}
			new TopicVariables().process(sources);
			PropertySource<?> led = sources.get("systemEnvironment.ackline.topics");
			assertThat(led).isNotNull();
			assertThat(led.getProperty("ackline.topics.user-events.acks")).isEqualTo("1");
			assertThat(sources.precedenceOf(led) < sources.precedenceOf(file)).isEqualTo(first);
			assertThat(sources.get("systemEnvironment").getProperty("HOME")).isEqualTo("/root");
			assertThat(sources.get("systemEnvironment").getProperty("ACKLINE_TOPICS_USEREVENTS_ACKS")).isNull();
		}
	}

	@Test
	void overridesSettingsFromAFileOfTheUser(@TempDir Path folder) throws IOException {
		Path file = Files.writeString(folder.resolve("my-topics.yml"), """
				ackline:
				  topics:
				    payments:
				      acks: 0
				    orders:
				      types: ["order.*"]
				""");
		Map<String, TopicProperties> topics = bind(Map.of("ACKLINE_TOPICS_ORDERS_ACKS", "1"),
				"--spring.config.additional-location=" + file.toUri());
		assertThat(topics).containsOnlyKeys("payments", "webhooks", "clicks", "orders");
		assertThat(topic(topics, "payments").acks()).isEqualTo(Acks.NONE);
		assertThat(topic(topics, "payments").types()).containsExactly("payment.*");
		assertThat(topic(topics, "orders").acks()).isEqualTo(Acks.LEADER);
	}

	@Test
	void refusesANameThatSpringWouldChange() {
		assertThatExceptionOfType(InvalidDeclaration.class)
			.isThrownBy(() -> bind(Map.of(), "--ackline.topics.user_events.partitions=1"))
			.withMessageContaining("\"[user_events]\"");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					payments.min-insync-replicas=4  | ackline.topics.payments.min-insync-replicas is 4, but replicas is 3
					payments.min-insync-replicas=0  | ackline.topics.payments.min-insync-replicas is 0: it must be at least 1
					payments.partitions=0           | ackline.topics.payments.partitions is 0: it must be at least 1
					payments.replicas=0             | ackline.topics.payments.replicas is 0: it must be at least 1
					payments.max-message-size=1     | ackline.topics.payments.max-message-size is 1B: it must be from 1KB
					payments.types=a*b              | ackline.topics.payments.types: 'a*b' is no type
					payments.types=click.*          | take type 'click.*': leave it to one of them
					payments-dlt.partitions=1       | ackline.topics.payments-dlt: names that end in -dlt are kept for dead letters
					[bad name].partitions=1         | 'bad name' is no name of a Kafka topic
					payments.acks=2                 | acks is '2'; it is one of all, 1, 0
					""")
	void stopsAtADeclarationThatCannotBe(String setting, String message) {
		String property = setting.startsWith("[") ? "--ackline.topics" + setting : "--ackline.topics." + setting;
		Throwable failure = catchThrowable(() -> bind(Map.of(), property));
		assertThat(failure).isNotNull();
		assertThat(failure).hasStackTraceContaining(message);
	}

	private static TopicProperties topic(Map<String, TopicProperties> topics, String name) {
		TopicProperties topic = topics.get(name);
		assertThat(topic).as(name).isNotNull();
		return topic;
	}

	/**
	 * Binds as the service does, with environment variables and with properties on top.
	 */
	private static Map<String, TopicProperties> bind(Map<String, Object> variables, String... arguments) {
		SpringApplication application = new SpringApplication(Binding.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setEnvironment(environment(variables));
		application.setLogStartupInfo(false);
		try (ConfigurableApplicationContext context = application.run(arguments)) {
			return context.getBean(TopicsProperties.class).topics();
		}
	}

	private static ConfigurableEnvironment environment(Map<String, Object> variables) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
		return environment;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(TopicsProperties.class)
	@Import(AcksConverter.class)
	static class Binding {

	}

}
