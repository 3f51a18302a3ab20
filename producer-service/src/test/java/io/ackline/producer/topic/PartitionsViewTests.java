package io.ackline.producer.topic;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static io.ackline.producer.topic.PartitionsViews.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

class PartitionsViewTests {

	@Test
	void refusesNothingThatItDoesNotKnow() {
		assertThat(PartitionsView.UNKNOWN.isWritable(PAYMENTS, Acks.ALL)).isTrue();
		assertThat(PartitionsView.UNKNOWN.whyNotWritable(PAYMENTS, 0, Acks.ALL)).isNull();
		assertThat(PartitionsViews.seeing(1).whyNotWritable(PAYMENTS, 7, Acks.ALL)).isNull();
		assertThat(PartitionsViews.seeing(PartitionsView.UNKNOWN, 0, Duration.ZERO, 1)
			.whyNotWritable(PAYMENTS, 0, Acks.ALL)).isNull();
	}

	@Test
	void judgesEachPartitionByItsInSyncReplicas() {
		PartitionsView view = PartitionsViews.seeing(3, 2, 1);
		assertThat(view.whyNotWritable(PAYMENTS, 0, Acks.ALL)).isNull();
		assertThat(view.whyNotWritable(PAYMENTS, 1, Acks.ALL)).isNull();
		NotWritable notWritable = view.whyNotWritable(PAYMENTS, 2, Acks.ALL);
		assertThat(notWritable).isNotNull();
		assertThat(notWritable.reachable()).isTrue();
		assertThat(notWritable.reason()).isEqualTo(
				"Partition 2 of topic 'payments' has 1 in-sync replica and acks=all needs 2 (its min.insync.replicas)");
		assertThat(view.isWritable(PAYMENTS, Acks.ALL)).isFalse();
	}

	@Test
	void asksOnlyForALeaderUnlessAllReplicasAcknowledge() {
		PartitionsView view = PartitionsViews.seeing(1, 0);
		for (Acks acks : new Acks[] { Acks.LEADER, Acks.NONE }) {
			assertThat(view.whyNotWritable(PAYMENTS, 0, acks)).isNull();
			assertThat(view.whyNotWritable(PAYMENTS, 1, acks)).isNotNull()
				.extracting(NotWritable::reason)
				.isEqualTo("Partition 1 of topic 'payments' has no leader");
		}
	}

	@Test
	void asksForNoMoreReplicasThanThereAre() {
		PartitionsView view = PartitionsViews.seeing(PartitionsView.UNKNOWN, 5, Duration.ZERO, 3, 2);
		assertThat(view.whyNotWritable(PAYMENTS, 0, Acks.ALL)).isNull();
		assertThat(view.whyNotWritable(PAYMENTS, 1, Acks.ALL)).isNotNull();
	}

	@Test
	void refusesEverythingWhileNoBrokerAnswersAndNoLonger() {
		PartitionsView view = PartitionsViews.seeing(3).unreachable("Nobody", System.nanoTime());
		assertThat(view.isWritable(PAYMENTS, Acks.NONE)).isFalse();
		assertThat(view.whyNotWritable(PAYMENTS, 0, Acks.NONE)).isNotNull()
			.extracting(NotWritable::reachable)
			.isEqualTo(false);
		PartitionsView back = PartitionsViews.seeing(view, 2, Duration.ZERO, 3);
		assertThat(back.isWritable(PAYMENTS, Acks.ALL)).isTrue();
		assertThat(back.whyNotWritable(PAYMENTS, 0, Acks.ALL)).isNull();
	}

	@Test
	void asksForMorePatienceTheLongerAnOutageLasts() {
		PartitionsView view = PartitionsViews.seeing(PartitionsView.UNKNOWN, 2, Duration.ofSeconds(9), 1, 2);
		view = PartitionsViews.seeing(view, 2, Duration.ZERO, 1, 1);
		assertThat(view.whyNotWritable(PAYMENTS, 0, Acks.ALL)).extracting(NotWritable::retryAfterSeconds).isEqualTo(4L);
		assertThat(view.whyNotWritable(PAYMENTS, 1, Acks.ALL)).extracting(NotWritable::retryAfterSeconds).isEqualTo(1L);
		PartitionsView old = PartitionsViews.seeing(PartitionsView.UNKNOWN, 2, Duration.ofHours(1), 1);
		assertThat(old.whyNotWritable(PAYMENTS, 0, Acks.ALL)).extracting(NotWritable::retryAfterSeconds).isEqualTo(10L);
	}

	@Test
	void saysWhatKeepsATopicFromTakingEveryWrite() {
		assertThat(PartitionsViews.seeing(3, 2).shortcoming(PAYMENTS)).isNull();
		assertThat(PartitionsViews.seeing(3, 1, 0).shortcoming(PAYMENTS))
			.isEqualTo("2 of 3 partitions have too few in-sync replicas: partition 1 has 1, min.insync.replicas is 2");
		assertThat(PartitionsViews.seeing(3, 0).shortcoming(PAYMENTS)).contains("partition 1 has 0");
	}

	@Test
	void countsWhatIsMissing() {
		PartitionsView view = PartitionsViews.seeing(3, 2, 1, 0);
		assertThat(view.partitions(PAYMENTS)).isEqualTo(4);
		assertThat(view.missingReplicas(PAYMENTS)).isEqualTo(0 + 1 + 2 + 3);
		assertThat(view.notWritable(PAYMENTS)).isEqualTo(2);
		PartitionsView silent = view.unreachable("Nobody", System.nanoTime());
		assertThat(silent.partitions(PAYMENTS)).as("remembered").isEqualTo(4);
		assertThat(PartitionsView.UNKNOWN.partitions(PAYMENTS)).isZero();
		assertThat(PartitionsView.UNKNOWN.missingReplicas(PAYMENTS)).isZero();
	}

}
