package io.ackline.inspector.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import io.ackline.inspector.cluster.LastChange;
import io.ackline.inspector.live.Board;
import io.ackline.inspector.live.Probe;
import io.ackline.inspector.zookeeper.ZooKeeperConnection.Znode;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Looks at those of ZooKeeper's nodes in which brokers say who they are and who is the
 * controller. When a partition's state last changed, it tells who asks.
 */
@Component
class ZooKeeperProbe implements Probe, LastChange {

	private static final List<String> FIXED = List.of("/controller", "/controller_epoch", "/cluster/id");

	private final ZooKeeperConnection connection;

	private final Board board;

	ZooKeeperProbe(ZooKeeperConnection connection, Board board) {
		this.connection = connection;
		this.board = board;
	}

	@Override
	public Duration interval() {
		return Duration.ofMillis(700);
	}

	@Override
	public void look() throws InterruptedException {
		if (!this.connection.isKnown()) {
			return;
		}
		try {
			List<String> paths = new ArrayList<>(FIXED);
			this.connection.children("/brokers/ids")
				.stream()
				.map(Integer::valueOf)
				.sorted()
				.forEach((id) -> paths.add("/brokers/ids/" + id));
			this.board.put("zookeeper", new View(true, null, this.connection.read(paths)));
		}
		catch (IOException | TimeoutException ex) {
			String why = (ex.getMessage() != null) ? ex.getMessage() : "ZooKeeper does not answer";
			this.board.put("zookeeper", new View(false, why, List.of()));
		}
	}

	@Override
	public Optional<Instant> of(String topic, int partition) {
		if (!this.connection.isKnown() || !this.connection.isConnected()) {
			return Optional.empty();
		}
		try {
			return this.connection.read(List.of(path(topic, partition)))
				.stream()
				.findFirst()
				.map((state) -> Instant.ofEpochMilli(state.changedAt()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Optional.empty();
		}
		catch (IOException | TimeoutException ex) {
			return Optional.empty();
		}
	}

	static String path(String topic, int partition) {
		return "/brokers/topics/" + topic + "/partitions/" + partition + "/state";
	}

	/**
	 * What ZooKeeper has.
	 *
	 * @param why why it is not reachable, or {@code null}
	 */
	record View(boolean reachable, @Nullable String why, List<Znode> nodes) {

	}

}
