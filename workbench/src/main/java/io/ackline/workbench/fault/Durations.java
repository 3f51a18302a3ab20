package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Durations as people write them: {@code 90s}, {@code 15m}, {@code 1h}, {@code 500ms}.
 */
final class Durations implements ITypeConverter<Duration> {

	private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

	private static final Map<String, Duration> UNITS = Map.of("ms", Duration.ofMillis(1), "s", Duration.ofSeconds(1),
			"m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

	/**
	 * Reads a duration.
	 * @throws TypeConversionException if it is none
	 */
	static Duration parse(String text) {
		Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
		Duration unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
		if (unit == null) {
			throw new TypeConversionException("'%s' is no time such as 90s, 15m or 1h".formatted(text));
		}
		return unit.multipliedBy(Long.parseLong(matcher.group(1)));
	}

	@Override
	public Duration convert(String text) {
		return parse(text);
	}

}
