package io.ackline.producer.publish;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

import io.ackline.producer.topic.Acks;
import io.ackline.producer.topic.PartitionsView;
import io.ackline.producer.topic.PartitionsViews;
import io.ackline.producer.web.Problem;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.Written;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.ackline.producer.topic.PartitionsViews.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PartitionChoiceTests {

	private final PartitionChoice choice = new PartitionChoice();

	@Test
	void leavesEventsWithoutAKeyToKafkasClientWhileAllPartitionsAreWritable() {
		assertThat(choose(PartitionsViews.seeing(3, 3, 2), null)).isNull();
	}

	@Test
	void putsEventsWithoutAKeyOnThePartitionsThatAreWritable() {
		PartitionsView view = PartitionsViews.seeing(1, 2, 0, 3);
		assertThat(IntStream.range(0, 20).mapToObj((i) -> choose(view, null))).containsOnly(1, 3).contains(1, 3);
	}

	@Test
	void refusesAnEventWhoseKeysPartitionIsNotWritable() {
		int partition = choose(PartitionsViews.seeing(3, 3, 3, 3), "a-1");
		int[] inSync = { 3, 3, 3, 3 };
		inSync[partition] = 1;
		Problem problem = refusal(PartitionsViews.seeing(inSync), "a-1");
		assertThat(problem.type()).isEqualTo("urn:ackline:problem:partition-not-writable");
		assertThat(problem.status()).isEqualTo(503);
		assertThat(problem.written()).isEqualTo(Written.NO);
		assertThat(problem.retryable()).isTrue();
		assertThat(problem.detail()).contains("Partition " + partition);
		assertThat(this.choice.choose(PartitionsViews.seeing(inSync), PAYMENTS, Acks.LEADER, bytes("a-1"), 4))
			.isEqualTo(partition);
	}

	@Test
	void refusesAnEventWithoutAKeyWhenNoPartitionIsWritable() {
		assertThat(refusal(PartitionsViews.seeing(1, 0, 1, 1), null).type())
			.isEqualTo("urn:ackline:problem:partition-not-writable");
	}

	@Test
	void refusesEveryEventWhenNoBrokerAnswers() {
		assertThat(refusal(PartitionsViews.unreachable(), "k").type())
			.isEqualTo("urn:ackline:problem:cluster-unreachable");
		assertThat(refusal(PartitionsViews.unreachable(), null).detail())
			.startsWith("Kafka does not answer at localhost:9092");
	}

	private @Nullable Integer choose(PartitionsView view, @Nullable String key) {
		return this.choice.choose(view, PAYMENTS, Acks.ALL, (key != null) ? bytes(key) : null, 4);
	}

	private Problem refusal(PartitionsView view, @Nullable String key) {
		return catchThrowableOfType(ProblemException.class, () -> choose(view, key)).problem();
	}

	private static byte[] bytes(String key) {
		return key.getBytes(StandardCharsets.UTF_8);
	}

}
