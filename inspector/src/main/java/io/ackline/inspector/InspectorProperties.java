package io.ackline.inspector;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the inspector looks at, and what it may do.
 *
 * @param bootstrapServers Brokers to begin with.
 * @param clientConfig File with further settings of Kafka's clients, such as for TLS.
 * @param zookeeper ZooKeeper servers, as brokers name them; none, and there is no such
 * view.
 * @param producers Addresses of the instances of Ackline's producer.
 * @param consumers Addresses of the instances of Ackline's consumer.
 * @param token Token that the two are shown, if they ask for one.
 * @param write Whether the page may publish events and decide on dead letters.
 * @param installation Folder of the {@code .ackline} whose processes the page may stop
 * and start.
 * @param hosts Names, beside those of this machine's loopback interface, by which the
 * page may be asked for.
 */
@ConfigurationProperties("ackline.inspector")
public record InspectorProperties(@DefaultValue("localhost:9092,localhost:9093,localhost:9094") String bootstrapServers,
		@Nullable Path clientConfig, @Nullable String zookeeper, @DefaultValue List<URI> producers,
		@DefaultValue List<URI> consumers, @Nullable String token, @DefaultValue("false") boolean write,
		@Nullable Path installation, @DefaultValue Set<String> hosts) {

	public InspectorProperties {
		producers = List.copyOf(producers);
		consumers = List.copyOf(consumers);
		hosts = Set.copyOf(hosts);
	}

}
