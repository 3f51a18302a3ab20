package io.ackline.workbench.load;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletionException;

import io.ackline.workbench.evidence.Answer;
import io.ackline.workbench.evidence.Identity;
import io.ackline.workbench.evidence.Place;
import io.ackline.workbench.evidence.Written;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Reads what a producer says of one event, to the letter: what it does not say is not
 * guessed.
 */
final class Answers {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final int CREATED = 201;

	private static final int ACCEPTED = 202;

	private static final int SERVER_ERROR = 500;

	private Answers() {
	}

	static Answer of(HttpResponse<byte[]> response) {
		JsonNode body = parse(response.body());
		int status = response.statusCode();
		Identity identity = identity(body);
		return switch (status) {
			case CREATED -> new Answer(Written.YES, status, identity, place(body), false, Duration.ZERO, "");
			case ACCEPTED -> new Answer(Written.UNKNOWN, status, identity, null, false, Duration.ZERO, "");
			default -> new Answer(written(body), status, identity, null,
					body.path("retryable").asBoolean(status >= SERVER_ERROR), retryAfter(response), detail(body));
		};
	}

	/**
	 * Returns what is known after a request that got no answer: nothing, unless the
	 * connection was never made.
	 */
	static Answer of(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		boolean unreached = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
		String detail = "%s: %s".formatted(cause.getClass().getSimpleName(), cause.getMessage());
		return unreached ? Answer.unreached(detail) : Answer.none(detail);
	}

	private static JsonNode parse(byte[] body) {
		try {
			return JSON.readTree(body);
		}
		catch (JacksonException ex) {
			return MissingNode.getInstance();
		}
	}

	private static @Nullable Identity identity(JsonNode body) {
		JsonNode source = body.path("source");
		JsonNode id = body.path("id");
		return (source.isString() && id.isString()) ? new Identity(source.stringValue(), id.stringValue()) : null;
	}

	private static @Nullable Place place(JsonNode body) {
		JsonNode partition = body.path("partition");
		JsonNode offset = body.path("offset");
		return (partition.isInt() && offset.isIntegralNumber()) ? new Place(partition.intValue(), offset.longValue())
				: null;
	}

	private static Written written(JsonNode body) {
		return switch (body.path("written").asString("")) {
			case "no" -> Written.NO;
			case "unknown" -> Written.UNKNOWN;
			default -> Written.UNSAID;
		};
	}

	private static Duration retryAfter(HttpResponse<?> response) {
		return response.headers()
			.firstValue("Retry-After")
			.filter((seconds) -> seconds.matches("\\d{1,4}"))
			.map((seconds) -> Duration.ofSeconds(Long.parseLong(seconds)))
			.orElse(Duration.ZERO);
	}

	private static String detail(JsonNode body) {
		return body.path("detail").asString(body.path("title").asString(""));
	}

}
