package io.ackline.producer.kafkarest;

import java.util.concurrent.CompletableFuture;

import io.ackline.producer.topic.Topic;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes records as they are.
 */
public interface RecordWriter {

	/**
	 * Returns how many partitions a topic has.
	 * @throws io.ackline.producer.web.ProblemException if that is not known now
	 */
	int partitions(Topic topic);

	/**
	 * Writes a record with the acks of its topic, without waiting for it.
	 * @param received when the request's last byte arrived, of {@link System#nanoTime()}
	 * @return what became of the record; it never fails and is there within the deadline
	 */
	CompletableFuture<RecordResult> write(Topic topic, ProducerRecord<byte[], byte[]> kafkaRecord, long received);

}
