package io.ackline.producer.fuzz;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Judges answers: each as it comes, and what they say of records against the topics in
 * the end.
 */
final class Verdict {

	private static final Pattern INSIDES = Pattern.compile(
			"\\b(?:java|jakarta|sun|tools\\.jackson|com\\.fasterxml|org\\.(?:apache|spring\\w*)|io\\.ackline)\\.[a-z]"
					+ "|\\n\\s+at |Exception\\b|StackTrace|<html|Apache Tomcat");

	private static final Set<String> PROBLEM = Set.of("type", "title", "status", "detail", "written", "retryable", "id",
			"source", "errors");

	/**
	 * What HTTP asks to be said of its own versions and codings that are not known.
	 */
	private static final Set<Integer> UNKNOWN_HTTP = Set.of(501, 505);

	private final Collection<String> faults = new ConcurrentLinkedQueue<>();

	private final Map<Integer, Long> statuses = new ConcurrentHashMap<>();

	private final Map<String, Told> told = new ConcurrentHashMap<>();

	private final Map<Place, String> places = new ConcurrentHashMap<>();

	Collection<String> faults() {
		return this.faults;
	}

	Map<Integer, Long> statuses() {
		return this.statuses;
	}

	/**
	 * Takes on what came back.
	 * @param trace what the records of the request carry
	 */
	void judge(RawRequest request, byte[] received, String trace) {
		try {
			List<RawAnswer> answers = answers(request, received);
			if (answers.isEmpty() && !request.hopeless) {
				fault(request, "no answer", null);
			}
			Told sum = answers.isEmpty() ? new Told(0, Long.MAX_VALUE) : new Told(0, 0);
			for (RawAnswer answer : answers) {
				this.statuses.merge(answer.status(), 1L, Long::sum);
				sum = sum.plus(judge(request, answer, trace));
			}
			if (request.marked) {
				this.told.put(trace, sum);
			}
		}
		catch (AssertionError | JacksonException ex) {
			fault(request, String.valueOf(ex), null);
		}
	}

	/**
	 * Returns the answers to a request; none to one that is hopeless if there is no whole
	 * one, or one without a status, as HTTP/0.9 has it.
	 */
	private static List<RawAnswer> answers(RawRequest request, byte[] received) {
		try {
			return RawAnswer.parse(received, request.isHead());
		}
		catch (AssertionError ex) {
			if (request.hopeless) {
				return List.of();
			}
			throw ex;
		}
	}

	private Told judge(RawRequest request, RawAnswer answer, String trace) {
		if (answer.status() >= 500 && !(request.hopeless && UNKNOWN_HTTP.contains(answer.status()))) {
			fault(request, "a 5xx", answer);
		}
		if (INSIDES.matcher(answer.text()).find() && !answer.text().contains("\"openapi\":")
				&& !request.target.contains("/actuator") && !request.target.contains("swagger")) {
			fault(request, "shows its insides", answer);
		}
		if (answer.headers().containsKey("x-injected")) {
			fault(request, "has a header of the client's", answer);
		}
		if (request.target.contains("/actuator")) {
			return new Told(0, 0); // has a contract of its own
		}
		if (answer.status() >= 400 && !request.isHead()) {
			return judgeError(request, answer);
		}
		if (answer.contentType().startsWith("application/x-ndjson")) {
			return judgeStream(request, answer);
		}
		if (answer.status() == 204) {
			return new Told(0, Long.MAX_VALUE); // sent, and not waited for
		}
		if (answer.contentType().equals("application/vnd.kafka.v2+json")) {
			return new Told(0, JsonMapper.shared().readTree(answer.text()).path("offsets").size());
		}
		return answer.contentType().equals("application/json")
				? judgeStored(JsonMapper.shared().readTree(answer.text()), trace) : new Told(0, 0);
	}

	private Told judgeError(RawRequest request, RawAnswer answer) {
		JsonNode body = JsonMapper.shared().readTree(answer.text());
		if (body.has("results")) {
			body.path("results").forEach((item) -> requireProblem(request, answer, item.path("problem")));
		}
		else if (answer.contentType().equals("application/vnd.kafka.v2+json")) {
			if (body.path("error_code").asInt() != answer.status() || !body.path("message").isString()) {
				fault(request, "no error of Kafka REST", answer);
			}
		}
		else {
			requireProblem(request, answer, body);
			if (!answer.contentType().equals("application/problem+json")
					|| body.path("status").asInt() != answer.status()) {
				fault(request, "no problem of its status", answer);
			}
			return body.path("written").asString("").equals("no") ? new Told(0, 0) : new Told(0, Long.MAX_VALUE);
		}
		return new Told(0, 0);
	}

	private void requireProblem(RawRequest request, RawAnswer answer, JsonNode problem) {
		if (!PROBLEM.containsAll(problem.propertyNames())
				|| !problem.path("type").asString("").startsWith("urn:ackline:problem:")
				|| !Set.of("no", "unknown").contains(problem.path("written").asString(""))
				|| !problem.path("retryable").isBoolean() || problem.path("detail").asString("").isEmpty()) {
			fault(request, "no problem of the contract", answer);
		}
	}

	private Told judgeStream(RawRequest request, RawAnswer answer) {
		JsonNode last = null;
		for (String line : answer.text().lines().toList()) {
			last = JsonMapper.shared().readTree(line);
			if (last.has("line") && !last.has("acks") && last.path("status").asInt() >= 500) {
				fault(request, "a 5xx in a stream", answer);
			}
		}
		if (last == null || !last.has("accepted")) {
			fault(request, "a stream without a summary", answer);
			return new Told(0, Long.MAX_VALUE);
		}
		return new Told(last.path("accepted").asLong(), last.path("accepted").asLong());
	}

	private Told judgeStored(JsonNode body, String trace) {
		Told sum = new Told(0, 0);
		List<JsonNode> items = new ArrayList<>();
		(body.has("results") ? body.path("results") : JsonMapper.shared().createArrayNode().add(body))
			.forEach(items::add);
		for (JsonNode item : items) {
			if (item.path("acks").asString("").equals("0")) {
				sum = sum.plus(new Told(0, 1));
			}
			else if (item.has("acks")) {
				this.places.put(new Place(item.path("topic").asString(), item.path("partition").asInt(),
						item.path("offset").asLong()), trace);
				sum = sum.plus(new Told(1, 1));
			}
		}
		return sum;
	}

	/**
	 * Holds what was told against the records of all topics.
	 */
	void holdAgainst(Map<Place, String> records) {
		this.places.forEach((place, trace) -> {
			if (!records.containsKey(place)) {
				this.faults.add("%s was told to %s, and is empty".formatted(place, trace));
			}
		});
		Map<String, Long> written = new ConcurrentHashMap<>();
		records.values().forEach((trace) -> written.merge(trace, 1L, Long::sum));
		this.told.forEach((trace, count) -> {
			long found = written.getOrDefault(trace, 0L);
			if (found < count.least() || found > count.most()) {
				this.faults.add("%s has %d records, and was told of %s".formatted(trace, found, count));
			}
		});
	}

	private void fault(RawRequest request, String what, RawAnswer answer) {
		this.faults.add("%s%n%s%n---%n%s".formatted(what, request, (answer != null) ? answer : "nothing"));
	}

	/**
	 * Where a record is.
	 */
	record Place(String topic, int partition, long offset) {

	}

	private record Told(long least, long most) {

		Told plus(Told other) {
			long sum = this.most + other.most;
			return new Told(this.least + other.least, (sum < 0) ? Long.MAX_VALUE : sum);
		}

	}

}
