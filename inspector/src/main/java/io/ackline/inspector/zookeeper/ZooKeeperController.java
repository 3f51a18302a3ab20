package io.ackline.inspector.zookeeper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import io.ackline.inspector.cluster.Partitions;
import io.ackline.inspector.cluster.TopicPartitions;
import io.ackline.inspector.zookeeper.ZooKeeperConnection.Znode;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * What ZooKeeper has of a topic.
 */
@RestController
class ZooKeeperController {

	private static final int MOST = 200;

	private final ZooKeeperConnection connection;

	private final Partitions partitions;

	ZooKeeperController(ZooKeeperConnection connection, Partitions partitions) {
		this.connection = connection;
		this.partitions = partitions;
	}

	/**
	 * Returns the topic's node and its partitions' states, of the first so many.
	 */
	@GetMapping("/api/zookeeper/topics/{topic}")
	List<Znode> topic(@PathVariable String topic) throws InterruptedException {
		TopicPartitions known = this.partitions.all().get(topic);
		if (known == null || !this.connection.isKnown()) {
			return List.of();
		}
		List<String> paths = new ArrayList<>(List.of("/brokers/topics/" + topic));
		IntStream.range(0, Math.min(MOST, known.partitions().size()))
			.forEach((partition) -> paths.add(ZooKeeperProbe.path(topic, partition)));
		try {
			return this.connection.read(paths);
		}
		catch (IOException | TimeoutException ex) {
			throw new ErrorResponseException(HttpStatus.SERVICE_UNAVAILABLE, ex);
		}
	}

}
