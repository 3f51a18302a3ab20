package io.ackline.consumer.topic;

import io.ackline.events.declaration.InvalidDeclaration;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says in one line why a name or a variable stops the start.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class InvalidDeclarationFailureAnalyzer extends AbstractFailureAnalyzer<InvalidDeclaration> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidDeclaration cause) {
		return new FailureAnalysis(cause.getMessage(), null, cause);
	}

}
