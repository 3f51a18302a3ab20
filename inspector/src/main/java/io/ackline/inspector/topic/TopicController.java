package io.ackline.inspector.topic;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.ackline.inspector.cluster.ClusterConnection;
import io.ackline.inspector.service.Services;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What is asked of a topic only when somebody looks at it: all its settings, and what the
 * producer declares of it and advises.
 */
@RestController
class TopicController {

	private static final Set<ConfigEntry.ConfigSource> OWN = Set.of(ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG);

	private final ClusterConnection connection;

	private final Services services;

	TopicController(ClusterConnection connection, Services services) {
		this.connection = connection;
		this.services = services;
	}

	@GetMapping("/api/topics/{topic}")
	TopicDetails topic(@PathVariable String topic) {
		ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
		Config config = this.connection.get(Objects
			.requireNonNull(this.connection.admin().describeConfigs(List.of(resource)).values().get(resource)));
		return new TopicDetails(topic,
				config.entries()
					.stream()
					.map((entry) -> new Setting(entry.name(), entry.isSensitive() ? null : entry.value(),
							OWN.contains(entry.source()), entry.isDefault()))
					.sorted(Comparator.comparing(Setting::own).reversed().thenComparing(Setting::name))
					.toList(),
				this.services.producer().find("/api/v1/topics/{topic}", topic));
	}

	/**
	 * Has the producer give leaders back to their preferred brokers.
	 */
	@PostMapping("/api/preferred-leaders")
	ResponseEntity<byte[]> electPreferredLeaders() {
		return this.services.producer().call(HttpMethod.POST, "/api/v1/cluster/preferred-leaders", Map.of(), null);
	}

	/**
	 * A topic in detail.
	 *
	 * @param declared what the producer says of it, {@code null} if there is none or it
	 * does not know the topic
	 */
	record TopicDetails(String topic, List<Setting> settings, @Nullable JsonNode declared) {

	}

	/**
	 * A setting.
	 *
	 * @param own whether it was set for this topic
	 * @param byDefault whether nobody has set it
	 */
	record Setting(String name, @Nullable String value, boolean own, boolean byDefault) {

	}

}
