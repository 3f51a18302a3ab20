package io.ackline.producer.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.ackline.producer.cluster.TopicState.Partition;
import io.ackline.producer.topic.Acks;
import io.ackline.producer.topic.CleanupPolicy;
import io.ackline.producer.topic.TopicProperties;
import io.ackline.producer.topic.UnknownTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class AdviceRuleTests {

	@ParameterizedTest
	@EnumSource
	void saysNothingOfATopicAsItShouldBe(AdviceRule rule) {
		assertThat(rule.judge(new Declared().settings(), new Seen().state())).isEmpty();
	}

	@Test
	void seesMoreReplicasThanBrokers() {
		Declared declared = new Declared();
		declared.replicas = 4;
		Seen seen = new Seen().missing();
		assertFires(AdviceRule.REPLICAS_EXCEED_BROKERS, declared, seen, Map.of("replicas", 4, "brokers", 3));
		declared.replicas = 3;
		assertSilent(AdviceRule.REPLICAS_EXCEED_BROKERS, declared, seen);
	}

	@Test
	void countsBrokersThatAreDownAmongThoseThatThereAre() {
		Seen seen = new Seen();
		seen.brokers = 2;
		assertSilent(AdviceRule.REPLICAS_EXCEED_BROKERS, new Declared(), seen);
		seen.brokers = 1;
		assertSilent(AdviceRule.REPLICAS_EXCEED_BROKERS, new Declared(), seen);
	}

	@Test
	void seesMoreInSyncReplicasAskedForThanThereAre() {
		Seen seen = new Seen().config("min.insync.replicas", "4");
		assertFires(AdviceRule.MIN_INSYNC_REPLICAS_EXCEEDS_REPLICAS, new Declared(), seen,
				Map.of("min-insync-replicas", 4, "replicas", 3));
		assertSilent(AdviceRule.MIN_INSYNC_REPLICAS_EXCEEDS_REPLICAS, new Declared(),
				seen.config("min.insync.replicas", "3"));
	}

	@Test
	void seesThatOneBrokerDownStopsWrites() {
		Seen seen = new Seen().config("min.insync.replicas", "3");
		assertFires(AdviceRule.MIN_INSYNC_REPLICAS_EQUALS_REPLICAS, new Declared(), seen,
				Map.of("min-insync-replicas", 3, "replicas", 3));
		assertSilent(AdviceRule.MIN_INSYNC_REPLICAS_EQUALS_REPLICAS, new Declared(),
				seen.config("min.insync.replicas", "2"));
		Seen single = new Seen().config("min.insync.replicas", "1");
		single.replicas = List.of(1);
		assertSilent(AdviceRule.MIN_INSYNC_REPLICAS_EQUALS_REPLICAS, new Declared(), single);
	}

	@Test
	void seesThatAllCanMeanOne() {
		Declared declared = new Declared();
		Seen seen = new Seen().config("min.insync.replicas", "1");
		assertFires(AdviceRule.MIN_INSYNC_REPLICAS_ONE, declared, seen,
				Map.of("min-insync-replicas", 1, "acks", "all"));
		declared.acks = Acks.LEADER;
		assertSilent(AdviceRule.MIN_INSYNC_REPLICAS_ONE, declared, seen);
	}

	@Test
	void seesInSyncReplicasThatNoWriteAsksFor() {
		Declared declared = new Declared();
		declared.acks = Acks.NONE;
		assertFires(AdviceRule.MIN_INSYNC_REPLICAS_WITHOUT_ACKS_ALL, declared, new Seen(),
				Map.of("min-insync-replicas", 2, "acks", "0"));
		assertSilent(AdviceRule.MIN_INSYNC_REPLICAS_WITHOUT_ACKS_ALL, declared,
				new Seen().config("min.insync.replicas", "1"));
	}

	@Test
	void seesASingleReplica() {
		Seen seen = new Seen();
		seen.replicas = List.of(2);
		assertFires(AdviceRule.ONE_REPLICA, new Declared(), seen, Map.of("replicas", 1));
		seen.replicas = List.of(2, 3);
		assertSilent(AdviceRule.ONE_REPLICA, new Declared(), seen);
	}

	@Test
	void seesUncleanLeaderElection() {
		Declared declared = new Declared();
		Seen seen = new Seen().config("unclean.leader.election.enable", "true");
		assertFires(AdviceRule.UNCLEAN_LEADER_ELECTION, declared, seen, Map.of("unclean-leader-election", true));
		declared.unclean = true;
		assertSilent(AdviceRule.UNCLEAN_LEADER_ELECTION, declared,
				seen.config("unclean.leader.election.enable", "false"));
		assertFires(AdviceRule.UNCLEAN_LEADER_ELECTION, declared, new Seen().missing(),
				Map.of("unclean-leader-election", true));
	}

	@Test
	void seesPartitionsThatDoNotSpread() {
		Seen seen = new Seen();
		seen.records = new long[] { 10, 10, 10, 10 };
		assertFires(AdviceRule.PARTITIONS_NOT_A_MULTIPLE_OF_BROKERS, new Declared(), seen,
				Map.of("partitions", 4, "brokers", 3));
		seen.brokers = 2;
		seen.replicas = List.of(1, 2);
		assertSilent(AdviceRule.PARTITIONS_NOT_A_MULTIPLE_OF_BROKERS, new Declared(), seen);
	}

	@Test
	void seesIdleConsumers() {
		Seen seen = new Seen();
		seen.consumers = 7;
		assertFires(AdviceRule.FEWER_PARTITIONS_THAN_CONSUMERS, new Declared(), seen,
				Map.of("partitions", 6, "consumers", 7));
		seen.consumers = 6;
		assertSilent(AdviceRule.FEWER_PARTITIONS_THAN_CONSUMERS, new Declared(), seen);
	}

	@Test
	void seesLeadersThatAreNotPreferred() {
		Seen seen = new Seen();
		seen.leader = 2;
		assertFires(AdviceRule.LEADERS_NOT_PREFERRED, new Declared(), seen, Map.of("displaced", 6, "partitions", 6));
		seen.leader = null;
		assertFires(AdviceRule.LEADERS_NOT_PREFERRED, new Declared(), seen, Map.of("displaced", 6, "partitions", 6));
		seen.leader = 1;
		assertSilent(AdviceRule.LEADERS_NOT_PREFERRED, new Declared(), seen);
	}

	@Test
	void seesAHotPartitionOnceThereAreEnoughEvents() {
		Seen seen = new Seen();
		seen.records = new long[] { 100, 100, 900, 100, 100, 100 };
		assertFires(AdviceRule.HOT_PARTITION, new Declared(), seen,
				Map.of("partition", 2, "records", 900L, "times-the-mean", 3.9));
		seen.records = new long[] { 10, 10, 90, 10, 10, 10 };
		assertSilent(AdviceRule.HOT_PARTITION, new Declared(), seen);
		seen.records = new long[] { 500, 500, 900, 500, 500, 500 };
		assertSilent(AdviceRule.HOT_PARTITION, new Declared(), seen);
	}

	@Test
	void seesDrift() {
		Seen seen = new Seen();
		seen.drift = List.of("one", "two");
		assertFires(AdviceRule.DRIFT, new Declared(), seen, Map.of("differences", 2));
		seen.drift = List.of();
		assertSilent(AdviceRule.DRIFT, new Declared(), seen);
	}

	private static void assertFires(AdviceRule rule, Declared declared, Seen seen, Map<String, Object> numbers) {
		assertThat(rule.judge(declared.settings(), seen.state())).hasValueSatisfying((advice) -> {
			assertThat(advice.code()).isEqualTo(rule.code()).matches("[a-z-]+");
			assertThat(advice.numbers()).isEqualTo(numbers);
			assertThat(advice.detail()).isNotBlank();
			assertThat(advice.change()).isNotBlank();
		});
	}

	private static void assertSilent(AdviceRule rule, Declared declared, Seen seen) {
		assertThat(rule.judge(declared.settings(), seen.state())).isEmpty();
	}

	/**
	 * A declaration that nothing is to be said of, unless it is changed.
	 */
	private static final class Declared {

		private int replicas = 3;

		private Acks acks = Acks.ALL;

		private boolean unclean;

		TopicProperties settings() {
			return new TopicProperties(6, this.replicas, 2, this.acks, false, null, null, CleanupPolicy.DELETE,
					DataSize.ofMegabytes(1), List.of("a"), null, UnknownTypes.ACCEPT, this.unclean);
		}

	}

	/**
	 * A topic on three brokers that nothing is to be said of, unless it is changed.
	 */
	private static final class Seen {

		private final Map<String, String> config = new HashMap<>(
				Map.of("min.insync.replicas", "2", "unclean.leader.election.enable", "false"));

		private int brokers = 3;

		private int consumers = 3;

		private @Nullable Integer leader = 1;

		private List<Integer> replicas = List.of(1, 2, 3);

		private long[] records = { 1000, 1000, 1000, 1000, 1000, 1000 };

		private List<String> drift = List.of();

		Seen config(String name, String value) {
			this.config.put(name, value);
			return this;
		}

		Seen missing() {
			this.config.clear();
			this.records = new long[0];
			return this;
		}

		TopicState state() {
			return new TopicState(this.brokers, this.config,
					IntStream.range(0, this.records.length)
						.mapToObj((number) -> new Partition(number, this.leader, 1, this.replicas, this.replicas, 5L,
								5 + this.records[number], true, null))
						.toList(),
					this.consumers, this.drift);
		}

	}

}
