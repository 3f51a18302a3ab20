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

	// A receipt may be waited for.
	private static final Duration ANSWER = Duration.ofSeconds(35);

	private final ServiceAddress producer;

	private final ServiceAddress consumer;

	Services(InspectorProperties properties, JsonMapper json) {
		JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(Duration.ofSeconds(1))
			.build());
		factory.setReadTimeout(ANSWER);
		RestClient.Builder builder = RestClient.builder().requestFactory(factory);
		if (properties.token() != null) {
			builder.defaultHeader("Authorization", "Bearer " + properties.token());
		}
		RestClient client = builder.build();
		this.producer = new ServiceAddress("producer", properties.producers(), client, json);
		this.consumer = new ServiceAddress("consumer", properties.consumers(), client, json);
	}

	public ServiceAddress producer() {
		return this.producer;
	}

	public ServiceAddress consumer() {
		return this.consumer;
	}

}
