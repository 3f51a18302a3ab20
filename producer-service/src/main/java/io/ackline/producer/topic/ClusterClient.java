package io.ackline.producer.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.KafkaAdmin;

/**
 * A client that asks the cluster, with bounds on how long. It is made when it is first
 * needed, so that nothing has to wait for Kafka before.
 */
public final class ClusterClient implements AutoCloseable {

	private static final Duration RECONNECT_AT_LEAST_EVERY = Duration.ofMillis(500);

	private final Map<String, Object> configuration;

	private final Duration timeout;

	private @Nullable Admin admin;

	/**
	 * Creates a client.
	 * @param purpose what it is for, in its id
	 * @param timeout how long the cluster has for an answer, over all brokers asked
	 * @param brokerTimeout how long a broker has
	 */
	public ClusterClient(KafkaAdmin kafkaAdmin, String purpose, Duration timeout, Duration brokerTimeout) {
		this.timeout = timeout;
		this.configuration = new HashMap<>(kafkaAdmin.getConfigurationProperties());
		this.configuration.put(AdminClientConfig.CLIENT_ID_CONFIG, "ackline-producer-" + purpose);
		this.configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
		this.configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) brokerTimeout.toMillis());
		this.configuration.put(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, brokerTimeout.toMillis());
		this.configuration.put(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG,
				brokerTimeout.toMillis());
		this.configuration.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_AT_LEAST_EVERY.toMillis());
	}

	/**
	 * Returns Kafka's client.
	 * @throws KafkaException if it cannot be made
	 */
	public synchronized Admin admin() {
		if (this.admin == null) {
			this.admin = another();
		}
		return this.admin;
	}

	/**
	 * Returns another of Kafka's clients, which is to be closed.
	 */
	public Admin another() {
		return Admin.create(this.configuration);
	}

	/**
	 * Waits for an answer.
	 * @throws KafkaException if there is none in time, or a refusal
	 */
	public <T> T get(KafkaFuture<T> future) {
		return get(future, this.timeout);
	}

	<T> T get(KafkaFuture<T> future, Duration patience) {
		try {
			return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptException(ex);
		}
		catch (java.util.concurrent.TimeoutException ex) {
			throw new TimeoutException("No answer within " + patience, ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof KafkaException cause) {
				throw cause;
			}
			throw new KafkaException(ex.getCause());
		}
	}

	/**
	 * Returns the addresses that the cluster is looked for at.
	 */
	String bootstrapServers() {
		Object servers = this.configuration.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
		return (servers instanceof Collection<?> several)
				? several.stream().map(String::valueOf).collect(Collectors.joining(",")) : String.valueOf(servers);
	}

	/**
	 * Drops Kafka's client, which may be past use; the next question makes a new one.
	 */
	synchronized void renew() {
		close();
		this.admin = null;
	}

	@Override
	public synchronized void close() {
		if (this.admin != null) {
			this.admin.close(Duration.ZERO);
		}
	}

}
