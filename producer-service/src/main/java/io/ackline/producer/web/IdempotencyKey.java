package io.ackline.producer.web;

import java.util.Collections;
import java.util.List;

import io.ackline.events.Event;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Idempotency-Key} header, which names the event where its body does not. It
 * is taken with or without the quotes that the <a href=
 * "https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">draft</a>
 * asks for.
 */
public final class IdempotencyKey {

	private static final String HEADER = "Idempotency-Key";

	private IdempotencyKey() {
	}

	/**
	 * Returns the key of a request, or {@code null} if it has none.
	 * @throws ProblemException if the header stands twice, is empty, too long or has
	 * characters outside of printable ASCII
	 */
	public static @Nullable String of(HttpServletRequest request) {
		List<String> values = Collections.list(request.getHeaders(HEADER));
		if (values.isEmpty()) {
			return null;
		}
		if (values.size() > 1) {
			throw ProblemType.BAD_REQUEST
				.exception("The request has %d %s headers: send one.".formatted(values.size(), HEADER));
		}
		String key = unquoted(values.get(0).strip());
		if (key.isEmpty() || key.length() > Event.MAX_LENGTH || !key.chars().allMatch((c) -> c >= ' ' && c <= '~')) {
			throw ProblemType.BAD_REQUEST
				.exception("%s must have 1 to %d printable ASCII characters.".formatted(HEADER, Event.MAX_LENGTH));
		}
		return key;
	}

	/**
	 * Returns the key of a request, or {@code null} if it has none that can be used.
	 */
	static @Nullable String ifValid(HttpServletRequest request) {
		try {
			return of(request);
		}
		catch (ProblemException ex) {
			return null;
		}
	}

	private static String unquoted(String value) {
		boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
		return quoted ? value.substring(1, value.length() - 1) : value;
	}

}
