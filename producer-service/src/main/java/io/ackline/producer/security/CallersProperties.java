package io.ackline.producer.security;

import java.util.Map;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The declared callers.
 *
 * @param callers Settings of each caller by its name.
 */
@ConfigurationProperties("ackline")
record CallersProperties(@DefaultValue Map<String, CallerProperties> callers) {

	private static final int MOST_TOKENS = 2;

	private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

	/**
	 * Creates the declaration.
	 * @throws InvalidCallers if a caller cannot be as it is declared
	 */
	CallersProperties {
		callers = Map.copyOf(callers);
		callers.forEach(CallersProperties::validate);
	}

	private static void validate(String name, CallerProperties caller) {
		String at = "ackline.callers." + name;
		require(NAME.matcher(name).matches(),
				"%s: '%s' is no name of a caller: use 1 to 64 of a-z, 0-9 and '-'.".formatted(at, name));
		int tokens = caller.tokenSha256().size();
		require(tokens >= 1 && tokens <= MOST_TOKENS,
				"%s.token-sha256 has %d hashes: give that of the caller's token, or of two tokens while one replaces the other."
					.formatted(at, tokens));
		for (int i = 0; i < tokens; i++) {
			String hash = caller.tokenSha256().get(i);
			check("%s.token-sha256[%d] ".formatted(at, i), () -> TokenHash.parse(hash));
		}
		caller.topics().forEach((topic) -> check(at + ".topics: ", () -> new TopicNames(topic)));
		String rate = caller.rate();
		if (rate != null) {
			check(at + ".rate: ", () -> Rate.of(rate));
		}
		Long burst = caller.burst();
		require(burst == null || burst >= 1, "%s.burst is %d: it must be at least 1.".formatted(at, burst));
		require(burst == null || rate != null,
				"%s.burst is %d and there is no rate: give one, or leave burst out.".formatted(at, burst));
	}

	private static void check(String at, Runnable parse) {
		try {
			parse.run();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidCallers("%s%s.".formatted(at, ex.getMessage()));
		}
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new InvalidCallers(message);
		}
	}

}
