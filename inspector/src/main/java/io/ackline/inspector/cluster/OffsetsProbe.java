package io.ackline.inspector.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.ackline.inspector.live.Board;
import io.ackline.inspector.live.Probe;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Looks at where each partition's log begins and ends, and how fast it grows. A leader
 * that does not answer keeps nobody from seeing the others'.
 */
@Component
class OffsetsProbe implements Probe {

	private static final Duration PATIENCE = Duration.ofMillis(1500);

	// Where a log begins changes seldom.
	private static final int STARTS_EVERY = 10;

	private final Map<String, RateWindow> rates = new HashMap<>();

	private final Map<TopicPartition, Long> starts = new HashMap<>();

	private final ClusterConnection connection;

	private final Partitions partitions;

	private final Board board;

	private int looks;

	OffsetsProbe(ClusterConnection connection, Partitions partitions, Board board) {
		this.connection = connection;
		this.partitions = partitions;
		this.board = board;
	}

	@Override
	public Duration interval() {
		return Duration.ofMillis(500);
	}

	@Override
	public void look() throws InterruptedException {
		List<TopicPartition> led = this.partitions.led();
		if (led.isEmpty()) {
			return;
		}
		boolean all = this.looks % STARTS_EVERY == 0;
		if (all) {
			this.starts.keySet().retainAll(led);
		}
		List<TopicPartition> unknown = led.stream().filter((one) -> all || !this.starts.containsKey(one)).toList();
		Map<TopicPartition, Long> ends = ask(led, OffsetSpec.latest());
		if (!unknown.isEmpty()) {
			this.starts.putAll(ask(unknown, OffsetSpec.earliest()));
		}
		this.looks++;
		this.partitions.ends(ends);
		this.rates.keySet().retainAll(this.partitions.all().keySet());
		this.partitions.all().values().forEach((topic) -> show(topic, ends));
	}

	private Map<TopicPartition, Long> ask(List<TopicPartition> of, OffsetSpec spec) throws InterruptedException {
		Admin admin = this.connection.admin();
		ListOffsetsResult result = admin
			.listOffsets(of.stream().collect(Collectors.toMap((one) -> one, (one) -> spec)));
		this.connection.settle(of.stream().map(result::partitionResult).toList(), PATIENCE);
		Map<TopicPartition, Long> offsets = new HashMap<>();
		for (TopicPartition partition : of) {
			ListOffsetsResult.ListOffsetsResultInfo known = ClusterConnection.known(result.partitionResult(partition));
			if (known != null) {
				offsets.put(partition, known.offset());
			}
		}
		return offsets;
	}

	private void show(TopicPartitions topic, Map<TopicPartition, Long> ends) {
		List<@Nullable Long> start = new ArrayList<>();
		List<@Nullable Long> end = new ArrayList<>();
		for (int number = 0; number < topic.partitions().size(); number++) {
			TopicPartition partition = new TopicPartition(topic.name(), number);
			start.add(this.starts.get(partition));
			end.add(ends.get(partition));
		}
		List<@Nullable Double> rate = this.rates.computeIfAbsent(topic.name(), (name) -> new RateWindow())
			.add(System.nanoTime(), end);
		this.board.put("offsets/" + topic.name(), new Offsets(start, end, rate));
	}

	/**
	 * A topic's offsets, by partition.
	 *
	 * @param start the log's first offset
	 * @param end the offset after the last record that all replicas in sync have
	 * @param rate records in a second
	 */
	record Offsets(List<@Nullable Long> start, List<@Nullable Long> end, List<@Nullable Double> rate) {

	}

}
