package io.ackline.producer.publish;

import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import io.ackline.producer.web.ProblemType;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaProducerException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class KafkaOutcomesTests {

	@ParameterizedTest(name = "{0} -> {1}")
	@MethodSource("failures")
	void judgesAFailureHoweverItIsWrapped(Exception failure, ProblemType expected) {
		assertThat(KafkaOutcomes.of(failure)).isEqualTo(expected);
		assertThat(KafkaOutcomes.of(new KafkaException("Send failed", failure))).isEqualTo(expected);
		KafkaProducerException later = new KafkaProducerException(new ProducerRecord<>("payments", "x"),
				"Failed to send", failure);
		assertThat(KafkaOutcomes.of(later)).isEqualTo(expected);
		assertThat(KafkaOutcomes.of(new CompletionException(later))).isEqualTo(expected);
		assertThat(KafkaOutcomes.describe(new CompletionException(later))).isEqualTo(failure.getMessage());
	}

	static Stream<Arguments> failures() {
		return Stream.of(arguments(new InvalidTopicException("bad"), ProblemType.INVALID_TOPIC),
				arguments(new RecordTooLargeException("too large"), ProblemType.TOO_LARGE),
				arguments(new InvalidTimestampException("too old"), ProblemType.TIMESTAMP_OUT_OF_BOUNDS),
				arguments(new BufferExhaustedException("exhausted"), ProblemType.OVERLOADED),
				arguments(new TimeoutException("Topic a not present in metadata after 100 ms.",
						new UnknownTopicOrPartitionException("no")), ProblemType.TOPIC_MISSING),
				arguments(new TimeoutException("Topic a not present in metadata after 100 ms."),
						ProblemType.TOPIC_NOT_READY),
				arguments(new IllegalStateException("Cannot perform operation after producer has been closed"),
						ProblemType.SHUTTING_DOWN),
				arguments(new TimeoutException("Expiring 1 record(s) for a-0:4500 ms has passed since batch creation"),
						ProblemType.NOT_ACKNOWLEDGED),
				arguments(new NotEnoughReplicasException("few"), ProblemType.NOT_ACKNOWLEDGED),
				arguments(new NotEnoughReplicasAfterAppendException("few"), ProblemType.NOT_ACKNOWLEDGED),
				arguments(new OutOfOrderSequenceException("order"), ProblemType.NOT_ACKNOWLEDGED),
				arguments(new NetworkException("gone"), ProblemType.NOT_ACKNOWLEDGED),
				arguments(new TopicAuthorizationException("not yours"), ProblemType.NOT_ACKNOWLEDGED),
				arguments(new org.apache.kafka.common.KafkaException("The producer is closed forcefully."),
						ProblemType.NOT_ACKNOWLEDGED),
				arguments(new IllegalStateException("something else"), ProblemType.NOT_ACKNOWLEDGED),
				arguments(new RuntimeException("never seen before"), ProblemType.NOT_ACKNOWLEDGED));
	}

}
