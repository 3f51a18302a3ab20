package io.ackline.workbench.bench;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.zaxxer.hikari.HikariDataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a team writes that has no inbox: a record listener with one transaction a record,
 * and as many threads as Ackline's consumer has.
 */
final class PlainListener {

	private static final int CONCURRENCY = 3;

	private static final JsonMapper JSON = new JsonMapper();

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private PlainListener(HikariDataSource database) {
		this.jdbc = new JdbcTemplate(database);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
	}

	/**
	 * Processes payments until the process is ended.
	 * @param arguments brokers, group, JDBC address, user and password
	 */
	public static void main(String[] arguments) {
		HikariDataSource database = new HikariDataSource();
		database.setJdbcUrl(arguments[2]);
		database.setUsername(arguments[3]);
		database.setPassword(arguments[4]);
		PlainListener listener = new PlainListener(database);
		listener.jdbc.execute(PeerTables.CREATE);
		ContainerProperties properties = new ContainerProperties("payments");
		properties.setAckMode(AckMode.RECORD);
		properties.setMessageListener((MessageListener<String, String>) listener::process);
		ConcurrentMessageListenerContainer<String, String> container = new ConcurrentMessageListenerContainer<>(
				new DefaultKafkaConsumerFactory<>(
						Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0], ConsumerConfig.GROUP_ID_CONFIG,
								arguments[1], ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
						new StringDeserializer(), new StringDeserializer()),
				properties);
		container.setConcurrency(CONCURRENCY);
		container.start();
	}

	private void process(ConsumerRecord<String, String> kafkaRecord) {
		String id = header(kafkaRecord, "ce_id");
		String source = header(kafkaRecord, "ce_source");
		JsonNode payment = JSON.readTree(kafkaRecord.value());
		this.transaction.executeWithoutResult((status) -> {
			if (this.jdbc.update(PeerTables.SEEN, source, id) == 1) {
				this.jdbc.update(PeerTables.BALANCE, payment.path("account").asString(),
						payment.path("currency").asString(), payment.path("amount").asLong());
				this.jdbc.update(PeerTables.RECEIPT, source, id, kafkaRecord.topic(), kafkaRecord.partition(),
						kafkaRecord.offset());
			}
		});
	}

	private static String header(ConsumerRecord<String, String> kafkaRecord, String name) {
		return new String(kafkaRecord.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
	}

}
