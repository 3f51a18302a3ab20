package io.ackline.producer.cluster;

import io.ackline.producer.web.Problem;
import io.ackline.producer.web.ProblemResponses;
import io.ackline.producer.web.ProblemType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Says what the cluster did not answer or refused.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(assignableTypes = { TopicController.class, ClusterController.class })
class ClusterProblems {

	@ExceptionHandler
	ResponseEntity<Object> problem(KafkaException ex, HttpMethod method) {
		Problem problem = (ex instanceof RetriableException)
				? ProblemType.CLUSTER_UNREACHABLE.problem(
						"The brokers did not all answer in time (%s). %s".formatted(ex.getMessage(), remedy(method)))
				: ProblemType.INVALID_SETTINGS.problem("Kafka refuses: %s".formatted(ex.getMessage()));
		return ProblemResponses.of(problem);
	}

	private static String remedy(HttpMethod method) {
		return method.equals(HttpMethod.GET) ? "Try again once they are back."
				: "What was to be changed may have been: look again once they are back.";
	}

}
