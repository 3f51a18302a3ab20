package io.ackline.inspector.cluster;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.ackline.inspector.InspectorProperties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * The clients of the cluster that is looked at. Nothing waits for an answer longer than
 * {@link #PATIENCE}.
 */
@Component
public class ClusterConnection implements DisposableBean {

	private static final Duration PATIENCE = Duration.ofSeconds(3);

	private final Map<String, Object> settings;

	private final String bootstrapServers;

	private volatile @Nullable Admin admin;

	ClusterConnection(InspectorProperties properties) {
		this.bootstrapServers = properties.bootstrapServers();
		this.settings = new HashMap<>(further(properties.clientConfig()));
		this.settings.put("bootstrap.servers", properties.bootstrapServers());
		this.settings.put("client.id", "ackline-inspector");
		this.settings.put("request.timeout.ms", 1500);
		this.settings.put("reconnect.backoff.max.ms", 500);
		this.settings.put("socket.connection.setup.timeout.ms", 1500);
	}

	private static Map<String, Object> further(@Nullable Path file) {
		Properties properties = new Properties();
		if (file != null) {
			try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
				properties.load(reader);
			}
			catch (IOException ex) {
				throw new IllegalArgumentException("The client's settings cannot be read from " + file, ex);
			}
		}
		Map<String, Object> settings = new HashMap<>();
		properties.forEach((name, value) -> settings.put((String) name, value));
		return settings;
	}

	/**
	 * Returns the shared client for questions about the cluster.
	 */
	public Admin admin() {
		Admin open = this.admin;
		return (open != null) ? open : open();
	}

	private synchronized Admin open() {
		Admin open = this.admin;
		if (open == null) {
			Map<String, Object> all = new HashMap<>(this.settings);
			all.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
			all.put("metadata.max.age.ms", 10_000);
			open = opened(() -> Admin.create(all));
			this.admin = open;
		}
		return open;
	}

	/**
	 * Returns a consumer of its own, which belongs to no group and commits nothing.
	 */
	public KafkaConsumer<byte[], byte[]> consumer() {
		Map<String, Object> all = new HashMap<>(this.settings);
		all.put("enable.auto.commit", false);
		all.put("auto.offset.reset", "none");
		all.put("allow.auto.create.topics", false);
		all.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
		all.put("max.partition.fetch.bytes", 256 * 1024);
		all.put("fetch.max.bytes", 4 * 1024 * 1024);
		all.put("fetch.max.wait.ms", 250);
		return opened(() -> new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
	}

	/**
	 * An address that is none, or that no name server knows now, and settings that do not
	 * fit are told as a broker's silence is.
	 */
	private <T> T opened(Supplier<T> client) {
		try {
			return client.get();
		}
		catch (KafkaException ex) {
			throw new ClusterUnavailable("The brokers at '%s' cannot be asked: %s".formatted(this.bootstrapServers,
					NestedExceptionUtils.getMostSpecificCause(ex).getMessage()), ex);
		}
	}

	/**
	 * Returns the answer.
	 * @throws ClusterUnavailable if there is none in time
	 * @throws UnknownTopic if it is that there is no such topic or partition
	 */
	public <T> T get(KafkaFuture<T> future) {
		try {
			return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof UnknownTopicOrPartitionException
					|| ex.getCause() instanceof InvalidTopicException) {
				throw new UnknownTopic("There is no such topic, or no such partition of it, in the cluster");
			}
			throw (ex.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) ? silent(ex)
					: new ClusterUnavailable("The brokers at " + this.bootstrapServers + " did not answer: "
							+ ((ex.getCause() != null) ? ex.getCause().getMessage() : ex), ex);
		}
		catch (TimeoutException ex) {
			throw silent(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClusterUnavailable("Interrupted while the brokers were asked", ex);
		}
	}

	private ClusterUnavailable silent(Exception ex) {
		return new ClusterUnavailable("The brokers at " + this.bootstrapServers + " did not answer in "
				+ PATIENCE.toSeconds() + " s; are they running, and is the address right?", ex);
	}

	/**
	 * Returns what there is to know of a topic.
	 */
	public TopicDescription describe(String topic) {
		return get(Objects.requireNonNull(admin().describeTopics(List.of(topic)).topicNameValues().get(topic)));
	}

	/**
	 * Waits until all are answered, one way or the other, but not for longer than given.
	 * Each then tells by itself what became of it.
	 */
	public void settle(Collection<? extends KafkaFuture<?>> futures, Duration patience) throws InterruptedException {
		try {
			KafkaFuture.allOf(futures.toArray(KafkaFuture[]::new)).get(patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			// each tells by itself
		}
	}

	/**
	 * Returns the answer if it is there already, {@code null} if it is not or is an
	 * error.
	 */
	public static <T> @Nullable T known(KafkaFuture<T> future) {
		if (!future.isDone() || future.isCompletedExceptionally()) {
			return null;
		}
		try {
			return future.getNow(null);
		}
		catch (ExecutionException | InterruptedException ex) {
			return null;
		}
	}

	@Override
	public void destroy() {
		Admin open = this.admin;
		if (open != null) {
			open.close(Duration.ofSeconds(1));
		}
	}

}
