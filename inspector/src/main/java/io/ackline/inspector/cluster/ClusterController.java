package io.ackline.inspector.cluster;

import java.util.List;

import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.Node;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Says whether the cluster answers, to those who have no page to see it on.
 */
@RestController
class ClusterController {

	private final ClusterConnection connection;

	ClusterController(ClusterConnection connection) {
		this.connection = connection;
	}

	@GetMapping("/api/cluster")
	Answer cluster() {
		DescribeClusterResult cluster = this.connection.admin().describeCluster();
		return new Answer(this.connection.get(cluster.clusterId()),
				this.connection.get(cluster.nodes()).stream().map(Node::id).sorted().toList());
	}

	/**
	 * The cluster that answers.
	 */
	record Answer(String id, List<Integer> brokers) {

	}

}
