package io.ackline.inspector.publish;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.ackline.inspector.cluster.ClusterConnection;
import io.ackline.inspector.service.Services;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sends the page's events to the producer, and watches where they are. All its times are
 * of one clock, this process's.
 */
@RestController
class PublishController {

	private static final Duration REPLICATION = Duration.ofSeconds(5);

	private final ClusterConnection connection;

	private final Services services;

	private final JsonMapper json;

	PublishController(ClusterConnection connection, Services services, JsonMapper json) {
		this.connection = connection;
		this.services = services;
		this.json = json;
	}

	/**
	 * Posts an event as it stands in the body.
	 */
	@PostMapping("/api/publish")
	Published publish(@RequestParam String topic, @RequestParam(required = false) @Nullable String acks,
			@RequestBody String event) {
		Map<String, @Nullable String> query = new LinkedHashMap<>();
		query.put("acks", acks);
		long at = System.currentTimeMillis();
		long began = System.nanoTime();
		ResponseEntity<byte[]> answer = this.services.producer()
			.call(HttpMethod.POST, "/api/v1/topics/{topic}/events", query, event, topic);
		double took = Math.round((System.nanoTime() - began) / 1e4) / 100.0;
		byte[] body = answer.getBody();
		return new Published(at, took, answer.getStatusCode().value(),
				(body != null) ? this.json.readTree(body) : this.json.nullNode());
	}

	/**
	 * Returns who has a record once all replicas in sync do, or what there is to say of
	 * them when that takes too long. The log's end, as it is told to clients, passes the
	 * record then.
	 */
	@GetMapping("/api/publish/replicas")
	Replicas replicas(@RequestParam String topic, @RequestParam int partition, @RequestParam long offset)
			throws InterruptedException {
		TopicPartition one = new TopicPartition(topic, partition);
		long deadline = System.nanoTime() + REPLICATION.toNanos();
		boolean all = isPast(one, offset);
		while (!all && System.nanoTime() < deadline) {
			Thread.sleep(5);
			all = isPast(one, offset);
		}
		long at = System.currentTimeMillis();
		TopicPartitionInfo info = this.connection.describe(topic).partitions().get(partition);
		return new Replicas(all, at, (info.leader() != null && !info.leader().isEmpty()) ? info.leader().id() : null,
				info.isr().stream().map(Node::id).sorted().toList(), info.replicas().stream().map(Node::id).toList());
	}

	private boolean isPast(TopicPartition partition, long offset) {
		Admin admin = this.connection.admin();
		return this.connection.get(admin.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition))
			.offset() > offset;
	}

	/**
	 * The producer's answer.
	 *
	 * @param at when the event was sent, in milliseconds since the epoch
	 * @param tookMs how long the answer took
	 */
	record Published(long at, double tookMs, int status, JsonNode body) {

	}

	/**
	 * The replicas of a record's partition.
	 *
	 * @param all whether all in sync have the record
	 * @param at when that was known
	 */
	record Replicas(boolean all, long at, @Nullable Integer leader, List<Integer> isr, List<Integer> replicas) {

	}

}
