package io.ackline.producer.topic;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says in one line why the declared topics stop the start.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class InvalidTopicsFailureAnalyzer extends AbstractFailureAnalyzer<InvalidTopics> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidTopics cause) {
		return new FailureAnalysis(cause.getMessage(), null, cause);
	}

}
