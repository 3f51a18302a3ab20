package io.ackline.producer.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of JSON, so that whoever reads an event later can read it too.
 *
 * @param maxDepth Deepest nesting of objects and arrays in a body.
 * @param maxNumberLength Digits of the longest number, with sign, point and exponent.
 * @param maxNameLength Bytes of the longest name in an object, about.
 */
@ConfigurationProperties("ackline.producer")
public record JsonLimits(@DefaultValue("100") int maxDepth, @DefaultValue("1000") int maxNumberLength,
		@DefaultValue("2048") int maxNameLength) {

	/**
	 * The limits where none are configured.
	 */
	public static final JsonLimits DEFAULT = new JsonLimits(100, 1000, 2048);

	/**
	 * Creates the limits.
	 * @throws IllegalArgumentException if one is out of its bounds, the upper ones of
	 * which are what Jackson takes elsewhere if it is not told otherwise
	 */
	public JsonLimits {
		require("max-depth", maxDepth, StreamReadConstraints.DEFAULT_MAX_DEPTH);
		require("max-number-length", maxNumberLength, StreamReadConstraints.DEFAULT_MAX_NUM_LEN);
		require("max-name-length", maxNameLength, StreamReadConstraints.DEFAULT_MAX_NAME_LEN);
	}

	/**
	 * Returns a factory of parsers that hold these limits, take UTF-8 alone and refuse an
	 * object with two members of one name.
	 */
	public JsonFactory factory() {
		return JsonFactory.builder()
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(this.maxDepth)
				.maxNumberLength(this.maxNumberLength)
				.maxNameLength(this.maxNameLength)
				.build())
			.build();
	}

	private static void require(String name, int value, int most) {
		if (value < 1 || value > most) {
			throw new IllegalArgumentException(
					"ackline.producer.%s is %d: it must be from 1 to %d.".formatted(name, value, most));
		}
	}

}
