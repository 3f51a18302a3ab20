package io.ackline.producer.security;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.ackline.producer.topic.Topics;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The declared callers, by their tokens.
 */
@Component
public class Callers {

	private static final String ATTRIBUTE = Caller.class.getName();

	private final Map<TokenHash, DeclaredCaller> byToken = new HashMap<>();

	/**
	 * Creates the callers.
	 * @throws InvalidCallers if two share a token, or one may write to topics that are
	 * not declared
	 */
	Callers(CallersProperties declared, Topics topics, MeterRegistry meters) {
		declared.callers().forEach((name, settings) -> {
			List<TopicNames> names = settings.topics().stream().map(TopicNames::new).toList();
			names.forEach((pattern) -> requireDeclared(name, pattern, topics));
			DeclaredCaller caller = new DeclaredCaller(name, names, settings.admin(), limit(settings),
					new CallerMetrics(meters, name));
			settings.tokenSha256().forEach((hash) -> add(TokenHash.parse(hash), caller));
		});
	}

	private static void requireDeclared(String caller, TopicNames names, Topics topics) {
		if (topics.all().stream().noneMatch((topic) -> names.include(topic.name()))) {
			throw new InvalidCallers("ackline.callers.%s.topics: '%s' is none of the declared topics %s: correct it."
				.formatted(caller, names, topics.describeNames()));
		}
	}

	private static @Nullable RateLimit limit(CallerProperties settings) {
		if (settings.rate() == null) {
			return null;
		}
		Rate rate = Rate.of(settings.rate());
		return new RateLimit(rate, (settings.burst() != null) ? settings.burst() : rate.events(),
				TimeMeter.SYSTEM_NANOTIME);
	}

	private void add(TokenHash hash, DeclaredCaller caller) {
		DeclaredCaller other = this.byToken.put(hash, caller);
		if (other != null) {
			throw new InvalidCallers("ackline.callers: '%s' and '%s' have the same token: give each one of its own."
				.formatted(other.name(), caller.name()));
		}
	}

	/**
	 * Returns whether any are declared.
	 */
	boolean areDeclared() {
		return !this.byToken.isEmpty();
	}

	/**
	 * Finds out who sends a request, for {@link #of(HttpServletRequest)} to tell.
	 * @throws ProblemException if that is none of the declared callers
	 */
	void identify(HttpServletRequest request) {
		Credentials credentials = Credentials.of(request);
		DeclaredCaller caller = this.byToken.get(TokenHash.of(credentials.token()));
		if (caller == null || (credentials.name() != null && !credentials.name().equals(caller.name()))) {
			throw ProblemType.UNAUTHORIZED.exception("The credentials are those of no declared caller.");
		}
		request.setAttribute(ATTRIBUTE, caller);
	}

	/**
	 * Returns who sends a request.
	 */
	public Caller of(HttpServletRequest request) {
		if (!areDeclared()) {
			return Anybody.INSTANCE;
		}
		if (request.getAttribute(ATTRIBUTE) instanceof DeclaredCaller caller) {
			return caller;
		}
		throw new IllegalStateException("The request has come past the filter that says who sends it");
	}

}
