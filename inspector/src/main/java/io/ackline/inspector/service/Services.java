package io.ackline.inspector.service;

import java.net.http.HttpClient;
import java.time.Duration;

import io.ackline.inspector.InspectorProperties;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * The producer and the consumer.
 */
@Component
public class Services {

	// A page has few connections: one that hangs must not hold what would end it.
	private static final Duration LOOK = Duration.ofSeconds(4);

	private static final Duration CHANGE = Duration.ofSeconds(35);

	private final ServiceAddress producer;

	private final ServiceAddress consumer;

	Services(InspectorProperties properties, JsonMapper json) {
		RestClient looking = client(properties, LOOK);
		RestClient changing = client(properties, CHANGE);
		this.producer = new ServiceAddress("producer", properties.producers(), looking, changing, json);
		this.consumer = new ServiceAddress("consumer", properties.consumers(), looking, changing, json);
	}

	private static RestClient client(InspectorProperties properties, Duration patience) {
		JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(Duration.ofSeconds(1))
			.build());
		factory.setReadTimeout(patience);
		RestClient.Builder builder = RestClient.builder().requestFactory(factory);
		if (properties.token() != null) {
			builder.defaultHeader("Authorization", "Bearer " + properties.token());
		}
		return builder.build();
	}

	public ServiceAddress producer() {
		return this.producer;
	}

	public ServiceAddress consumer() {
		return this.consumer;
	}

}
