package io.ackline.workbench.load;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

	private static final int OK = 200;

	private static final int CREATED = 201;

	private static final int ACCEPTED = 202;

	private static final int SERVER_ERROR = 500;

	private Answers() {
	}

	/**
	 * Returns what a response says of each of the events that were sent.
	 */
	static List<Answer> of(Form form, HttpResponse<byte[]> response, int size) {
		return switch (form) {
			case SINGLE -> List.of(whole(response));
			case BATCH -> batch(response, size);
			case STREAM -> stream(response, size);
		};
	}

	private static Answer whole(HttpResponse<byte[]> response) {
		JsonNode body = parse(response.body());
		return of(response.statusCode(), body, body, retryAfter(response));
	}

	/**
	 * A batch that was refused as a whole has no results: what was said holds for each
	 * event.
	 */
	private static List<Answer> batch(HttpResponse<byte[]> response, int size) {
		JsonNode results = parse(response.body()).path("results");
		if (results.size() != size) {
			return Collections.nCopies(size, whole(response));
		}
		Duration retryAfter = retryAfter(response);
		return results.valueStream()
			.map((result) -> of(result.path("status").asInt(0), result,
					result.has("problem") ? result.path("problem") : result, retryAfter))
			.toList();
	}

	/**
	 * A stream that broke off says nothing of the lines that have no line in the answer.
	 * One that was ended says that it took nothing behind the last line that it settled.
	 */
	private static List<Answer> stream(HttpResponse<byte[]> response, int size) {
		if (response.statusCode() != OK) {
			return Collections.nCopies(size, whole(response));
		}
		List<Answer> answers = new ArrayList<>(Collections.nCopies(size, Answer.none("the stream broke off")));
		for (String text : new String(response.body(), StandardCharsets.UTF_8).lines().toList()) {
			JsonNode line = parse(text.getBytes(StandardCharsets.UTF_8));
			int number = line.path("line").asInt(0);
			if (number >= 1 && number <= size) {
				answers.set(number - 1, of(line.path("status").asInt(0), line, line, Duration.ZERO));
			}
			else if (line.has("problem")) {
				JsonNode problem = line.path("problem");
				Answer rest = of(problem.path("status").asInt(0), problem, problem, Duration.ZERO);
				Collections.fill(answers.subList(line.path("through").asInt(size), size), rest);
			}
		}
		return answers;
	}

	private static Answer of(int status, JsonNode event, JsonNode problem, Duration retryAfter) {
		Identity identity = identity(event.has("id") ? event : problem);
		return switch (status) {
			case CREATED -> new Answer(Written.YES, status, identity, place(event), false, Duration.ZERO, "");
			case ACCEPTED -> new Answer(Written.UNKNOWN, status, identity, null, false, Duration.ZERO, "");
			default -> new Answer(written(problem), status, identity, null,
					problem.path("retryable").asBoolean(status >= SERVER_ERROR), retryAfter, detail(problem));
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
