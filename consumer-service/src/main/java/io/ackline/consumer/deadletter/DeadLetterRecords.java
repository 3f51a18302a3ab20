package io.ackline.consumer.deadletter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;

import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.ExceptionInfo;
import org.springframework.kafka.listener.DeadLetterRecordManager;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.retrytopic.RetryTopicHeaders;

/**
 * Dead letters as Kafka records: key, value and headers of the original, and what
 * spring-kafka adds to a dead letter, in its names and encodings.
 */
final class DeadLetterRecords {

	/**
	 * The header with the id of the death, as text. Two records with one death id are the
	 * same death, published twice.
	 */
	static final String DEATH_ID = "ackline-death-id";

	/**
	 * The header with the reason of the death.
	 */
	static final String REASON = "ackline-reason";

	private final String group;

	/**
	 * Creates the records of a consumer group's dead letters.
	 */
	DeadLetterRecords(String group) {
		this.group = group;
	}

	/**
	 * Returns the record for a letter.
	 * @param target where to write it; a partition below 0 lets the producer choose one
	 */
	ProducerRecord<byte[], byte[]> of(UnpublishedLetter letter, TopicPartition target) {
		DeadLetterRecordManager manager = new DeadLetterRecordManager();
		manager.setExceptionHeadersCreator(
				(headers, thrown, isKey, names) -> addException(headers, letter, names.getExceptionInfo()));
		ProducerRecord<byte[], byte[]> created = manager.enrichHeadersAndCreateProducerRecord(
				letter.original().kafkaRecord(), new ListenerExecutionFailedException(letter.error(), this.group, null),
				target);
		Headers headers = created.headers();
		put(headers, RetryTopicHeaders.DEFAULT_HEADER_ATTEMPTS,
				ByteBuffer.allocate(Integer.BYTES).putInt(letter.attempts()).array());
		put(headers, DEATH_ID, utf8(letter.deathId().toString()));
		put(headers, REASON, utf8(letter.reason()));
		return created;
	}

	private static void addException(Headers headers, UnpublishedLetter letter, ExceptionInfo names) {
		if (letter.exception() != null) {
			put(headers, names.getExceptionFqcn(), utf8(letter.exception()));
		}
		if (letter.exceptionCause() != null) {
			put(headers, names.getExceptionCauseFqcn(), utf8(letter.exceptionCause()));
		}
		put(headers, names.getExceptionMessage(), utf8(letter.error()));
	}

	private static void put(Headers headers, String name, byte[] value) {
		headers.remove(name).add(name, value);
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
