package io.ackline.producer.schema;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says in one line why a schema stops the start.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class InvalidSchemaFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSchema> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidSchema cause) {
		return new FailureAnalysis(cause.getMessage(), null, cause);
	}

}
