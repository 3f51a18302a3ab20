package io.ackline.producer.cluster;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.ackline.producer.cluster.TopicState.Partition;
import io.ackline.producer.topic.Acks;
import io.ackline.producer.topic.TopicProperties;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * The rules that topics are judged by: what is declared, and what the cluster does. A
 * topic's code is the rule's name in lower case, with dashes.
 */
enum AdviceRule {

	REPLICAS_EXCEED_BROKERS("There are fewer brokers than replicas, so that Kafka refuses to create the topic",
			"Start more brokers, or declare fewer replicas") {

		@Override
		@Nullable Map<String, Object> numbers(TopicProperties declared, TopicState state) {
			return when(declared.replicas() > state.knownBrokers(), "replicas", declared.replicas(), "brokers",
					state.knownBrokers());
		}

	},

	MIN_INSYNC_REPLICAS_EXCEEDS_REPLICAS("More replicas must be in sync than there are",
			"Lower min-insync-replicas, or add replicas") {

		@Override
		@Nullable Map<String, Object> numbers(TopicProperties declared, TopicState state) {
			return when(minInsyncReplicas(declared, state) > replicas(declared, state), "min-insync-replicas",
					minInsyncReplicas(declared, state), "replicas", replicas(declared, state));
		}

	},

	MIN_INSYNC_REPLICAS_EQUALS_REPLICAS("One broker that is down stops writes with acks=all",
			"Lower min-insync-replicas by one, or add a replica") {

		@Override
		@Nullable Map<String, Object> numbers(TopicProperties declared, TopicState state) {
			int replicas = replicas(declared, state);
			return when(replicas > 1 && minInsyncReplicas(declared, state) == replicas, "min-insync-replicas",
					minInsyncReplicas(declared, state), "replicas", replicas);
		}

	},

	MIN_INSYNC_REPLICAS_ONE("acks=all can mean one broker only, whose loss loses acknowledged events",
			"Raise min-insync-replicas to 2 or more") {

		@Override
		@Nullable Map<String, Object> numbers(TopicProperties declared, TopicState state) {
			return when(declared.acks() == Acks.ALL && minInsyncReplicas(declared, state) == 1, "min-insync-replicas",
					1, "acks", declared.acks().toString());
		}

	},

	MIN_INSYNC_REPLICAS_WITHOUT_ACKS_ALL("min-insync-replicas protects only writes with acks=all",
			"Declare acks: all, or min-insync-replicas: 1") {

		@Override
		@Nullable Map<String, Object> numbers(TopicProperties declared, TopicState state) {
			int minimum = minInsyncReplicas(declared, state);
			return when(declared.acks() != Acks.ALL && minimum > 1, "min-insync-replicas", minimum, "acks",
					declared.acks().toString());
		}

	},

	ONE_REPLICA("The loss of one broker loses events, and while it is down nothing can be written or read",
			"Have three replicas; those of an existing topic are added with kafka-reassign-partitions") {

		@Override
		@Nullable Map<String, Object> numbers(TopicProperties declared, TopicState state) {
			return when(replicas(declared, state) == 1, "replicas", 1);
		}

	},

	UNCLEAN_LEADER_ELECTION("A replica that is not in sync may become leader, which loses acknowledged events",
			"Turn unclean-leader-election off") {

		@Override
		@Nullable Map<String, Object> numbers(TopicProperties declared, TopicState state) {
			String enabled = state.config()
				.getOrDefault(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
						String.valueOf(declared.uncleanLeaderElection()));
			return when(enabled.equals("true"), "unclean-leader-election", true);
		}

	},

	PARTITIONS_NOT_A_MULTIPLE_OF_BROKERS("Some brokers lead more partitions than others",
			"Choose a number of partitions that is a multiple of the brokers'") {

		@Override
		@Nullable Map<String, Object> numbers(TopicProperties declared, TopicState state) {
			int partitions = partitions(declared, state);
			int brokers = state.knownBrokers();
			return when(brokers > 0 && partitions % brokers != 0, "partitions", partitions, "brokers", brokers);
		}

	},

	FEWER_PARTITIONS_THAN_CONSUMERS("Consumers without a partition are idle",
			"Grow the partitions, which moves keys, or stop consumers") {

		@Override
		@Nullable Map<String, Object> numbers(TopicProperties declared, TopicState state) {
			return when(state.exists() && state.consumers() > state.partitions().size(), "partitions",
					state.partitions().size(), "consumers", state.consumers());
		}

	},

	LEADERS_NOT_PREFERRED("Some partitions are led by another broker than planned, which loads the brokers unevenly",
			"POST /api/v1/cluster/preferred-leaders once all brokers are back") {

		@Override
		@Nullable Map<String, Object> numbers(TopicProperties declared, TopicState state) {
			int displaced = (int) state.partitions()
				.stream()
				.filter((partition) -> !partition.isLedByPreferred())
				.count();
			return when(displaced > 0, "displaced", displaced, "partitions", state.partitions().size());
		}

	},

	HOT_PARTITION("One partition has far more events than the others: a few keys have most of them",
			"Choose a key that spreads better, such as one with an order's number in it") {

		@Override
		@Nullable Map<String, Object> numbers(TopicProperties declared, TopicState state) {
			long all = state.partitions().stream().mapToLong(Partition::records).sum();
			Optional<Partition> largest = state.partitions().stream().max(Comparator.comparingLong(Partition::records));
			if (all < ENOUGH_TO_JUDGE || largest.isEmpty()) {
				return null;
			}
			double times = largest.get().records() / (all / (double) state.partitions().size());
			return when(times > HOT, "partition", largest.get().partition(), "records", largest.get().records(),
					"times-the-mean", Math.round(times * 10) / 10.0);
		}

	},

	DRIFT("The cluster's topic differs from its declaration",
			"PUT /api/v1/topics/{topic} applies the declaration; or declare what the cluster has") {

		@Override
		@Nullable Map<String, Object> numbers(TopicProperties declared, TopicState state) {
			return when(!state.drift().isEmpty(), "differences", state.drift().size());
		}

	};

	private static final long ENOUGH_TO_JUDGE = 1000;

	private static final double HOT = 2;

	private final String detail;

	private final String change;

	AdviceRule(String detail, String change) {
		this.detail = detail;
		this.change = change;
	}

	/**
	 * Returns what all rules have to say of a topic.
	 */
	static List<Advice> all(TopicProperties declared, TopicState state) {
		return Stream.of(values()).flatMap((rule) -> rule.judge(declared, state).stream()).toList();
	}

	/**
	 * Returns what the rule has to say of a topic, if anything.
	 */
	Optional<Advice> judge(TopicProperties declared, TopicState state) {
		return Optional.ofNullable(numbers(declared, state))
			.map((numbers) -> new Advice(code(), numbers, this.detail, this.change));
	}

	String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Returns the numbers that make the rule speak, or {@code null} if it does not.
	 */
	abstract @Nullable Map<String, Object> numbers(TopicProperties declared, TopicState state);

	private static @Nullable Map<String, Object> when(boolean fires, Object... numbers) {
		if (!fires) {
			return null;
		}
		Map<String, Object> named = new LinkedHashMap<>();
		for (int i = 0; i < numbers.length; i += 2) {
			named.put((String) numbers[i], numbers[i + 1]);
		}
		return named;
	}

	private static int minInsyncReplicas(TopicProperties declared, TopicState state) {
		String actual = state.config().get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
		return (actual != null) ? Integer.parseInt(actual) : declared.minInsyncReplicas();
	}

	private static int replicas(TopicProperties declared, TopicState state) {
		return state.exists() ? state.replicas() : declared.replicas();
	}

	private static int partitions(TopicProperties declared, TopicState state) {
		return state.exists() ? state.partitions().size() : declared.partitions();
	}

}
