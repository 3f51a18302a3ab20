package io.ackline.producer.topic;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Topics for the tests of those that are given them.
 */
public final class DeclaredTopics {

	private DeclaredTopics() {
	}

	/**
	 * Returns topics of the given names, with the default settings.
	 */
	public static Topics of(String... names) {
		return new Topics(new TopicsProperties(
				Arrays.stream(names).collect(Collectors.toMap(Function.identity(), (name) -> TopicsTests.settings()))));
	}

}
