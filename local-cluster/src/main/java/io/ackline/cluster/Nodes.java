package io.ackline.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.ackline.cluster.Node.Kind;
import io.ackline.cluster.kafka.KafkaView;
import io.ackline.cluster.process.Child;
import io.ackline.cluster.process.ClusterFailure;

/**
 * The nodes of a cluster by their names, and by what they are at the moment:
 * {@code controller}, {@code leader:payments-0}.
 */
final class Nodes {

	private static final String LEADER = "leader:";

	// As long as an election may take, a session's timeout included.
	private static final Duration ELECTION = Duration.ofSeconds(15);

	private final Map<String, Node> byName = new ConcurrentHashMap<>();

	private final String bootstrapServers;

	Nodes(String bootstrapServers) {
		this.bootstrapServers = bootstrapServers;
	}

	void add(Node node) {
		this.byName.put(node.name(), node);
	}

	/**
	 * Returns the nodes, those first that start first.
	 */
	List<Node> all() {
		return this.byName.values()
			.stream()
			.sorted(Comparator.comparing(Node::kind).thenComparing(Node::name))
			.toList();
	}

	List<Node> all(Kind kind) {
		return all().stream().filter((node) -> node.kind() == kind).toList();
	}

	/**
	 * Returns the node that the name stands for, asking the brokers if it is a role.
	 * @throws ClusterFailure if there is none
	 */
	Node resolve(String name) {
		if (name.equals("controller")) {
			return elected(name, KafkaView::controller);
		}
		if (name.startsWith(LEADER)) {
			return leader(name);
		}
		Node node = this.byName.get(name);
		if (node == null) {
			throw new ClusterFailure("There is no " + name + " here; there are " + names(all())
					+ ", controller and leader:TOPIC-PARTITION");
		}
		return node;
	}

	private Node leader(String name) {
		int dash = name.lastIndexOf('-');
		String partition = name.substring(dash + 1);
		if (dash <= LEADER.length() || !partition.matches("\\d{1,6}")) {
			throw new ClusterFailure(
					"A leader is named leader:TOPIC-PARTITION, such as leader:payments-0, not " + name);
		}
		String topic = name.substring(LEADER.length(), dash);
		return elected(name, (view) -> view.leader(topic, Integer.parseInt(partition)));
	}

	/**
	 * Asks until the answer is a broker that runs: right after a fault the others still
	 * name the one that is gone.
	 */
	private Node elected(String role, Function<KafkaView, OptionalInt> question) {
		AtomicReference<Optional<Node>> answer = new AtomicReference<>(Optional.empty());
		try (KafkaView view = new KafkaView(this.bootstrapServers)) {
			Patience.until("There was no " + role + " on a running broker in " + ELECTION.toSeconds()
					+ " s; ./ackline status shows who is there", ELECTION, () -> {
						OptionalInt id = question.apply(view);
						answer.set(all().stream()
							.filter((node) -> id.isPresent() && node.name().equals("broker-" + id.getAsInt()))
							.filter((node) -> node.child().state() == Child.State.RUNNING)
							.findFirst());
						return answer.get().isPresent();
					});
		}
		return answer.get().orElseThrow();
	}

	static String names(Collection<Node> nodes) {
		return nodes.stream().map(Node::name).collect(Collectors.joining(", "));
	}

}
