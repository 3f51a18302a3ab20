package io.ackline.producer.security;

import java.util.Set;

import io.ackline.events.declaration.Declaration;
import io.ackline.producer.declaration.DeclaredVariables;

/**
 * Leads environment variables to the declared callers.
 */
class CallerVariables extends DeclaredVariables {

	CallerVariables() {
		super(new Declaration("ackline.callers", "caller", Set.of("admin", "rate", "burst"),
				Set.of("token-sha256", "topics"), Set.of()));
	}

}
