package io.ackline.producer.publish;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.ackline.producer.topic.Acks;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.topic.TopicWarmUp;
import io.ackline.producer.topic.Topics;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.RequestProperties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.SendResult;
import org.springframework.stereotype.Component;

/**
 * The producers of Kafka that all requests share, one for each acks. The one class that
 * writes to Kafka.
 */
@Component
class RecordProducers implements TopicWarmUp, DisposableBean {

	private final Map<Acks, RecordProducer> producers = new EnumMap<>(Acks.class);

	RecordProducers(ProducerFactory<?, ?> configured, ObjectProvider<DefaultKafkaProducerFactoryCustomizer> customizers,
			RequestProperties properties, Topics topics) {
		long maxRecordBytes = topics.all().stream().mapToLong(Topic::maxMessageBytes).max().orElseThrow();
		for (Acks acks : Acks.values()) {
			Map<String, Object> settings = ProducerSettings.of(configured.getConfigurationProperties(), acks,
					properties.deadline(), maxRecordBytes);
			this.producers.put(acks, new RecordProducer(settings, customizers));
		}
	}

	/**
	 * Hands a record to Kafka, without waiting.
	 * @param size the record's size
	 * @return what becomes of the record, or the failure that Kafka's client reports
	 * @throws ProblemException if too much is in flight already
	 * @throws RuntimeException if Kafka's client refuses it at once
	 */
	CompletableFuture<SendResult<byte[], byte[]>> send(Acks acks, ProducerRecord<byte[], byte[]> kafkaRecord,
			long size) {
		return producer(acks).send(kafkaRecord, size);
	}

	/**
	 * Returns how many partitions a topic has for the producer that writes with these
	 * acks.
	 * @throws KafkaException if it does not know the topic
	 */
	int partitions(Acks acks, Topic topic) {
		return producer(acks).partitions(topic.name());
	}

	/**
	 * Returns what was handed to the producer for some acks and is not settled yet.
	 */
	InFlight inFlight(Acks acks) {
		return producer(acks).inFlight();
	}

	@Override
	public boolean warmUp(Topic topic) {
		try {
			this.producers.values().forEach((producer) -> producer.warmUp(topic.name()));
			return true;
		}
		catch (KafkaException ex) {
			return false;
		}
	}

	@Override
	public void destroy() {
		this.producers.values().forEach(RecordProducer::close);
	}

	private RecordProducer producer(Acks acks) {
		RecordProducer producer = this.producers.get(acks);
		if (producer == null) {
			throw new IllegalStateException("No producer for acks=" + acks);
		}
		return producer;
	}

}
