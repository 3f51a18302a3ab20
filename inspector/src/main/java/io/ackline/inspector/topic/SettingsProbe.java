package io.ackline.inspector.topic;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.ackline.inspector.cluster.ClusterConnection;
import io.ackline.inspector.cluster.Partitions;
import io.ackline.inspector.live.Board;
import io.ackline.inspector.live.Probe;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Looks at those settings of topics that decide whether they can be written to.
 */
@Component
class SettingsProbe implements Probe {

	private final ClusterConnection connection;

	private final Partitions partitions;

	private final Board board;

	SettingsProbe(ClusterConnection connection, Partitions partitions, Board board) {
		this.connection = connection;
		this.partitions = partitions;
		this.board = board;
	}

	@Override
	public Duration interval() {
		return Duration.ofSeconds(3);
	}

	@Override
	public void look() throws InterruptedException {
		Set<String> topics = this.partitions.all().keySet();
		List<ConfigResource> resources = topics.stream()
			.map((name) -> new ConfigResource(ConfigResource.Type.TOPIC, name))
			.toList();
		if (resources.isEmpty()) {
			return;
		}
		var answers = this.connection.admin().describeConfigs(resources).values();
		this.connection.settle(List.copyOf(answers.values()), Duration.ofMillis(1500));
		answers.forEach((resource, future) -> {
			Config config = ClusterConnection.known(future);
			if (config != null) {
				this.board.put("settings/" + resource.name(),
						new Settings(Integer.parseInt(value(config, "min.insync.replicas", "1")),
								value(config, "cleanup.policy", "delete"),
								Long.parseLong(value(config, "retention.ms", "-1")),
								Boolean.parseBoolean(value(config, "unclean.leader.election.enable", "false"))));
			}
		});
	}

	private static String value(Config config, String name, String otherwise) {
		ConfigEntry entry = config.get(name);
		@Nullable String value = (entry != null) ? entry.value() : null;
		return (value != null) ? value : otherwise;
	}

	/**
	 * A topic's settings.
	 *
	 * @param minIsr fewest replicas in sync that take a write with {@code acks=all}
	 */
	record Settings(int minIsr, String cleanup, long retentionMs, boolean unclean) {

	}

}
