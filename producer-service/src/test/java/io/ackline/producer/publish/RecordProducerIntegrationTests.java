package io.ackline.producer.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.KafkaLog;
import io.ackline.producer.topic.Acks;
import io.ackline.producer.web.Problem;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.Written;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@WithLocalCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordProducerIntegrationTests {

	private static final String TOPIC = "replacements";

	private final LocalCluster cluster;

	/**
	 * Those of Kafka's producers that were made, the present one last.
	 */
	private final List<Producer<byte[], byte[]>> made = new CopyOnWriteArrayList<>();

	private RecordProducer producer;

	RecordProducerIntegrationTests(LocalCluster cluster) {
		this.cluster = cluster;
	}

	@BeforeAll
	void start() throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", this.cluster.bootstrapServers()))) {
			admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 3))).all().get();
		}
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		beans.addBean("noting", (DefaultKafkaProducerFactoryCustomizer) this::noteProducers);
		this.producer = new RecordProducer(
				ProducerSettings.of(Map.of("bootstrap.servers", this.cluster.bootstrapServers()), Acks.ALL,
						Duration.ofSeconds(5), 1024 * 1024),
				beans.getBeanProvider(DefaultKafkaProducerFactoryCustomizer.class));
		awaitWritten("first");
	}

	@AfterAll
	void stop() {
		this.producer.close();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("endings")
	void replacesAProducerThatHasFailedForGood(String name, Consumer<Producer<byte[], byte[]>> ending)
			throws Exception {
		awaitWritten("before " + name);
		int before = this.made.size();
		ending.accept(this.made.get(before - 1));
		Problem problem = catchThrowableOfType(ProblemException.class, () -> send("refused " + name)).problem();
		assertThat(problem.status()).isEqualTo(503);
		assertThat(problem.written()).isEqualTo(Written.NO);
		assertThat(problem.retryable()).isTrue();
		awaitWritten("after " + name);
		assertThat(this.made).hasSize(before + 1);
		assertThat(this.producer.inFlight().bytes()).isZero();
		try (KafkaLog log = new KafkaLog(this.cluster.bootstrapServers())) {
			assertThat(log.headerValues(TOPIC, "name")).contains("before " + name, "after " + name)
				.doesNotContain("refused " + name);
		}
	}

	static Stream<Arguments> endings() {
		return Stream.of(ending("closed", Producer::close), fatal("failed", new KafkaException("Unexpected error")),
				fatal("fenced", new ProducerFencedException("Fenced")),
				fatal("of an old epoch", new InvalidProducerEpochException("Old")),
				fatal("confused", new IllegalStateException("Invalid transition")));
	}

	private static Arguments fatal(String name, RuntimeException cause) {
		return ending(name, (failing) -> ReflectionTestUtils.invokeMethod(
				ReflectionTestUtils.getField(failing, "transactionManager"), "transitionToFatalError", cause));
	}

	private static Arguments ending(String name, Consumer<Producer<byte[], byte[]>> ending) {
		return arguments(name, ending);
	}

	private void awaitWritten(String name) {
		await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> send(name));
	}

	private boolean send(String name) throws Exception {
		ProducerRecord<byte[], byte[]> kafkaRecord = new ProducerRecord<>(TOPIC, new byte[10]);
		kafkaRecord.headers().add("name", name.getBytes(StandardCharsets.UTF_8));
		return this.producer.send(kafkaRecord, 100).get(5, TimeUnit.SECONDS).getRecordMetadata().hasOffset();
	}

	@SuppressWarnings("unchecked")
	private void noteProducers(DefaultKafkaProducerFactory<?, ?> factory) {
		((DefaultKafkaProducerFactory<byte[], byte[]>) factory).addListener(new ProducerFactory.Listener<>() {

			@Override
			public void producerAdded(String id, Producer<byte[], byte[]> producer) {
				RecordProducerIntegrationTests.this.made
					.add((Producer<byte[], byte[]>) ReflectionTestUtils.getField(producer, "delegate"));
			}

		});
	}

}
