package io.ackline.consumer.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * The one admin client of this service, made when it is first asked for.
 */
@Component
public class ClusterAdmin implements DisposableBean {

	static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final Map<String, Object> configuration;

	private @Nullable Admin admin;

	public ClusterAdmin(KafkaAdmin kafkaAdmin) {
		this.configuration = new HashMap<>(kafkaAdmin.getConfigurationProperties());
		this.configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
		this.configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis() - 1000);
	}

	/**
	 * Returns the client, whose calls fail after 5 s.
	 */
	public synchronized Admin get() {
		if (this.admin == null) {
			this.admin = Admin.create(this.configuration);
		}
		return this.admin;
	}

	@Override
	public synchronized void destroy() {
		if (this.admin != null) {
			this.admin.close(Duration.ofSeconds(1));
		}
	}

}
