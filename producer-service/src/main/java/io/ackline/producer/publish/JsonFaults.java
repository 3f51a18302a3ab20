package io.ackline.producer.publish;

import java.util.Map;

import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/**
 * What is wrong with a body that is not JSON, said with line and column.
 */
final class JsonFaults {

	/**
	 * Where Jackson's messages turn to those who configure it.
	 */
	private static final String[] ASIDES = { " (start marker at", ": enable `", " (not recognized as one since",
			", from `" };

	/**
	 * The settings behind the limits of which Jackson's messages name the getter.
	 */
	private static final Map<String, String> SETTINGS = Map.of("getMaxNestingDepth", "max-depth", "getMaxNumberLength",
			"max-number-length", "getMaxNameLength", "max-name-length");

	private static final int MAX_SHOWN = 300;

	private JsonFaults() {
	}

	static ProblemException of(JacksonException ex) {
		TokenStreamLocation location = ex.getLocation();
		int line = (location != null) ? location.getLineNr() : -1;
		int column = (location != null) ? location.getColumnNr() : -1;
		return ProblemType.MALFORMED_JSON
			.exception(locate(Math.max(1, line), Math.max(1, column), withoutAsides(ex.getOriginalMessage())));
	}

	/**
	 * Returns the outcome for a fault at a byte of the body.
	 */
	static ProblemException at(byte[] body, int offset, String what) {
		return ProblemType.MALFORMED_JSON.exception(locate(body, offset, what));
	}

	/**
	 * Says of a fault at a byte of the body where that is.
	 */
	static String locate(byte[] body, int offset, String what) {
		int line = 1;
		int lineStart = 0;
		for (int i = 0; i < offset; i++) {
			if (body[i] == '\n') {
				line++;
				lineStart = i + 1;
			}
		}
		return locate(line, offset - lineStart + 1, what);
	}

	private static String locate(int line, int column, String what) {
		return "Line %d, column %d: %s".formatted(line, column, what);
	}

	private static String withoutAsides(String message) {
		String shown = message;
		for (String aside : ASIDES) {
			int start = shown.indexOf(aside);
			shown = (start >= 0) ? shown.substring(0, start) : shown;
		}
		long opened = shown.chars().filter((c) -> c == '(').count() - shown.chars().filter((c) -> c == ')').count();
		shown += ")".repeat((int) Math.max(0, opened)) + setting(message);
		return (shown.length() <= MAX_SHOWN) ? shown : shown.substring(0, MAX_SHOWN) + "…";
	}

	private static String setting(String message) {
		return SETTINGS.entrySet()
			.stream()
			.filter((entry) -> message.contains(entry.getKey()))
			.map((entry) -> "; see ackline.producer." + entry.getValue())
			.findFirst()
			.orElse("");
	}

}
