package io.ackline.producer.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.ackline.producer.security.Caller;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ElectionNotNeededException;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the cluster, and gives leaders back to their preferred brokers.
 */
@RestController
@RequestMapping(path = "/api/v1/cluster", produces = MediaType.APPLICATION_JSON_VALUE)
class ClusterController {

	private final ClusterAdmin admin;

	ClusterController(ClusterAdmin admin) {
		this.admin = admin;
	}

	@GetMapping
	ClusterView cluster() {
		Collection<Node> nodes = this.admin.brokers();
		return ClusterView.of(this.admin.id(), this.admin.controller().id(), nodes, topics(),
				this.admin.sizes(nodes.stream().map(Node::id).toList()));
	}

	/**
	 * Elects the preferred leader of each partition that has another one.
	 */
	@PostMapping("/preferred-leaders")
	Elections electPreferredLeaders(Caller caller) {
		caller.requireAdmin();
		Set<TopicPartition> displaced = new HashSet<>();
		for (TopicDescription topic : topics()) {
			topic.partitions()
				.stream()
				.filter(ClusterView::isDisplaced)
				.forEach((partition) -> displaced.add(new TopicPartition(topic.name(), partition.partition())));
		}
		List<Elected> elected = new ArrayList<>();
		List<Refused> refused = new ArrayList<>();
		if (!displaced.isEmpty()) {
			this.admin.electPreferred(displaced).forEach((partition, failure) -> {
				if (failure.isEmpty()) {
					elected.add(new Elected(partition.topic(), partition.partition()));
				}
				else if (!(failure.get() instanceof ElectionNotNeededException)) {
					refused.add(new Refused(partition.topic(), partition.partition(),
							String.valueOf(failure.get().getMessage())));
				}
			});
		}
		elected.sort(Comparator.comparing(Elected::topic).thenComparingInt(Elected::partition));
		refused.sort(Comparator.comparing(Refused::topic).thenComparingInt(Refused::partition));
		return new Elections(elected, refused);
	}

	private Collection<TopicDescription> topics() {
		return this.admin.describe(this.admin.topics()).values();
	}

	/**
	 * What became of the partitions that were not led by their preferred broker.
	 */
	record Elections(List<Elected> elected, List<Refused> refused) {

	}

	/**
	 * A partition that its preferred broker leads again.
	 */
	record Elected(String topic, int partition) {

	}

	/**
	 * A partition that keeps its leader, and why.
	 */
	record Refused(String topic, int partition, String reason) {

	}

}
