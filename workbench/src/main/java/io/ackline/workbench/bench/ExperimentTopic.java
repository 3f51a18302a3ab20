package io.ackline.workbench.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A topic of the experiments, all of which one producer declares.
 */
record ExperimentTopic(String name, int partitions, int replicas, int minInSyncReplicas) {

	static final List<Integer> PARTITIONS = List.of(1, 3, 6, 12, 24, 48);

	/**
	 * The most that a topic has: one on each broker.
	 */
	static final int REPLICAS = 3;

	/**
	 * Leads nowhere on the broker that is slow: {@link SlowFollower#BROKER}.
	 */
	static final ExperimentTopic SLOW = new ExperimentTopic("slow-follower", 2, REPLICAS, 2);

	private static final Map<Integer, List<Integer>> SLOW_REPLICAS = Map.of(0, List.of(1, 2, 3), 1, List.of(2, 1, 3));

	private static final String PRODUCER = "experiments";

	private static final int ACCEPTED = 202;

	private static final int WARMING = 32;

	static ExperimentTopic partitioned(int partitions) {
		return new ExperimentTopic("partitions-" + partitions, partitions, REPLICAS, 2);
	}

	static ExperimentTopic replicated(int replicas, int minInSyncReplicas) {
		return new ExperimentTopic("replicas-%d-in-sync-%d".formatted(replicas, minInSyncReplicas), 6, replicas,
				minInSyncReplicas);
	}

	private static List<ExperimentTopic> all() {
		List<ExperimentTopic> topics = new ArrayList<>();
		PARTITIONS.stream().map(ExperimentTopic::partitioned).forEach(topics::add);
		for (int replicas = 1; replicas <= REPLICAS; replicas++) {
			for (int inSync = 1; inSync <= replicas; inSync++) {
				topics.add(replicated(replicas, inSync));
			}
		}
		topics.add(SLOW);
		return topics;
	}

	HttpTarget batches(BenchSystem system, Effort effort, String acks) throws InterruptedException {
		return batches(producer(system, effort), acks);
	}

	HttpTarget singles(BenchSystem system, Effort effort, String acks) throws InterruptedException {
		return singles(producer(system, effort), acks);
	}

	private HttpTarget batches(URI producer, String acks) {
		return target(producer, BenchEvents.batches(producer), acks);
	}

	private HttpTarget singles(URI producer, String acks) {
		return target(producer, BenchEvents.singles(producer), acks);
	}

	private HttpTarget target(URI producer, HttpTarget target, String acks) {
		URI endpoint = producer.resolve("/api/v1/topics/%s/events?acks=%s".formatted(this.name, acks));
		return new HttpTarget(endpoint, target.headers(), target.bodies(), target.events(),
				acks.equals("0") ? ACCEPTED : target.status());
	}

	/**
	 * Returns where the producer is, which is started and warmed up the first time.
	 */
	private static URI producer(BenchSystem system, Effort effort) throws InterruptedException {
		if (!system.isStarted(PRODUCER)) {
			create(system, SLOW, SLOW_REPLICAS);
			List<String> arguments = all().stream().flatMap(ExperimentTopic::arguments).toList();
			system.start(PRODUCER, "producer-service", Map.of(), arguments);
			system.awaitReady(PRODUCER);
			URI producer = system.address(PRODUCER);
			warmUp(partitioned(6).batches(producer, "all"), effort);
			warmUp(partitioned(6).singles(producer, "all"), effort);
		}
		return system.address(PRODUCER);
	}

	private static void warmUp(HttpTarget target, Effort effort) throws InterruptedException {
		try (HttpLoad load = new HttpLoad(WARMING)) {
			load.saturateUntilSteady(target, effort.cold());
		}
	}

	private Stream<String> arguments() {
		String prefix = "--ackline.topics." + this.name;
		return Stream.of(prefix + ".partitions=" + this.partitions, prefix + ".replicas=" + this.replicas,
				prefix + ".min-insync-replicas=" + this.minInSyncReplicas);
	}

	private static void create(BenchSystem system, ExperimentTopic topic, Map<Integer, List<Integer>> replicas)
			throws InterruptedException {
		try (Admin admin = Admin
			.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, system.cluster().bootstrapServers()))) {
			NewTopic created = new NewTopic(topic.name(), replicas)
				.configs(Map.of("min.insync.replicas", Integer.toString(topic.minInSyncReplicas())));
			admin.createTopics(List.of(created)).all().get();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("Topic '%s' cannot be created".formatted(topic.name()), ex.getCause());
		}
	}

}
