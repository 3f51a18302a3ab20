package io.ackline.producer.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says in one line why the declared callers stop the start.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class InvalidCallersFailureAnalyzer extends AbstractFailureAnalyzer<InvalidCallers> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidCallers cause) {
		return new FailureAnalysis(cause.getMessage(), null, cause);
	}

}
