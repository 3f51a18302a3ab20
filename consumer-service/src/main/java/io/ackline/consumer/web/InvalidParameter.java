package io.ackline.consumer.web;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.util.MultiValueMap;

/**
 * A request's parameter is not what it should be.
 */
public class InvalidParameter extends ProblemException {

	public InvalidParameter(String name, String value, String expected) {
		super(ProblemType.INVALID_PARAMETER,
				"The parameter '%s' is '%s': it must be %s.".formatted(name, value, expected));
	}

	private InvalidParameter(String message) {
		super(ProblemType.INVALID_PARAMETER, message);
	}

	/**
	 * Checks the names of a request's parameters.
	 * @throws InvalidParameter if one is unknown, stands twice or has a character that
	 * the database cannot store, and so cannot find
	 */
	public static void requireKnown(MultiValueMap<String, String> parameters, Set<String> known) {
		parameters.forEach((name, values) -> {
			if (!known.contains(name)) {
				throw new InvalidParameter(
						"The parameter '%s' is unknown: there are %s.".formatted(name, new TreeSet<>(known)));
			}
			requireOnce(name, values);
			if (values.get(0).indexOf('\0') >= 0) {
				throw new InvalidParameter(
						"The parameter '%s' has the character U+0000: leave it out.".formatted(name));
			}
		});
	}

	private static void requireOnce(String name, Collection<String> values) {
		if (values.size() != 1) {
			throw new InvalidParameter(
					"The parameter '%s' stands %d times: give it once.".formatted(name, values.size()));
		}
	}

}
