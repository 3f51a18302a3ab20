package io.ackline.inspector.service;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * One of Ackline's services, wherever one of its instances answers.
 */
public final class ServiceAddress {

	private final String name;

	private final List<URI> instances;

	private final RestClient looking;

	private final RestClient changing;

	private final JsonMapper json;

	// The one that answered last, so that one that hangs is not waited for each time.
	private volatile int first;

	ServiceAddress(String name, List<URI> instances, RestClient looking, RestClient changing, JsonMapper json) {
		this.name = name;
		this.instances = instances;
		this.looking = looking;
		this.changing = changing;
		this.json = json;
	}

	/**
	 * Returns whether any instance is known.
	 */
	public boolean isKnown() {
		return !this.instances.isEmpty();
	}

	/**
	 * Returns where the instances are.
	 */
	public List<URI> instances() {
		return this.instances;
	}

	/**
	 * Returns the answer, {@code null} if there is none or it is not a good one.
	 */
	public @Nullable JsonNode find(String path, Object... variables) {
		if (!isKnown()) {
			return null;
		}
		try {
			ResponseEntity<byte[]> answer = call(HttpMethod.GET, path, Map.of(), null, variables);
			return (answer.getStatusCode().is2xxSuccessful() && answer.getBody() != null)
					? this.json.readTree(answer.getBody()) : null;
		}
		catch (ServiceUnavailable ex) {
			return null;
		}
	}

	/**
	 * Returns the answer as it came, whatever its status is.
	 * @param query the query's parameters; those without a value are left out
	 * @param body a JSON body, or {@code null}
	 * @throws ServiceUnavailable if no instance answers
	 */
	public ResponseEntity<byte[]> call(HttpMethod method, String path, Map<String, ? extends @Nullable Object> query,
			@Nullable String body, Object... variables) {
		if (!isKnown()) {
			throw new ServiceUnavailable(HttpStatus.NOT_FOUND, false,
					"This inspector was not told of a " + this.name + "; ./ackline inspect takes --" + this.name);
		}
		ResourceAccessException last = null;
		int begin = this.first;
		for (int i = 0; i < this.instances.size(); i++) {
			int number = (begin + i) % this.instances.size();
			try {
				ResponseEntity<byte[]> answer = call(this.instances.get(number), method, path, query, body, variables);
				this.first = number;
				return answer;
			}
			catch (ResourceAccessException ex) {
				last = ex;
				if (!method.equals(HttpMethod.GET) && !isUnasked(ex)) {
					// It may have done it: another one must not do it again.
					break;
				}
			}
		}
		throw new ServiceUnavailable(HttpStatus.BAD_GATEWAY, last != null && !isUnasked(last), "The " + this.name
				+ " at " + this.instances.get(begin) + " did not answer" + ((last != null) ? ": " + reason(last) : ""));
	}

	private static boolean isUnasked(ResourceAccessException ex) {
		return ex.contains(ConnectException.class) || ex.contains(HttpConnectTimeoutException.class);
	}

	private static String reason(ResourceAccessException ex) {
		Throwable cause = ex.getMostSpecificCause();
		if (cause instanceof UnresolvedAddressException) {
			return "no host of this name is known";
		}
		if (ex.contains(ConnectException.class)) {
			return "nothing listens there";
		}
		return (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
	}

	private ResponseEntity<byte[]> call(URI instance, HttpMethod method, String path,
			Map<String, ? extends @Nullable Object> query, @Nullable String body, Object... variables) {
		RestClient.RequestBodySpec request = (method.equals(HttpMethod.GET) ? this.looking : this.changing)
			.method(method)
			.uri(target(instance, path, query, variables));
		if (body != null) {
			request.contentType(MediaType.APPLICATION_JSON).body(body);
		}
		return request.exchange((sent, answer) -> {
			MediaType type = answer.getHeaders().getContentType();
			ResponseEntity.BodyBuilder relayed = ResponseEntity.status(answer.getStatusCode());
			return ((type != null) ? relayed.contentType(type) : relayed).body(answer.getBody().readAllBytes());
		});
	}

	private static URI target(URI instance, String path, Map<String, ? extends @Nullable Object> query,
			Object... variables) {
		UriComponentsBuilder uri = UriComponentsBuilder.fromUri(instance).path(path);
		List<Object> values = new ArrayList<>(List.of(variables));
		for (Map.Entry<String, ? extends @Nullable Object> entry : query.entrySet()) {
			Object value = entry.getValue();
			if (value != null && !value.toString().isEmpty()) {
				uri.queryParam(entry.getKey(), "{" + entry.getKey() + "}");
				values.add(value);
			}
		}
		return uri.encode().build().expand(values.toArray()).toUri();
	}

}
