package io.ackline.producer.kafkarest;

import io.ackline.producer.web.Problem;
import io.ackline.producer.web.ProblemShape;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Problems as clients of Kafka REST v2 expect them, with the codes that Confluent's proxy
 * gives to what its clients may not do.
 */
@Component
class KafkaRestProblems implements ProblemShape {

	private static final String PATH = "/topics";

	@Override
	public boolean appliesTo(HttpServletRequest request) {
		String path = request.getRequestURI();
		return path.equals(PATH) || path.startsWith(PATH + "/");
	}

	@Override
	public MediaType contentType() {
		return MediaType.valueOf(KafkaRestController.V2);
	}

	@Override
	public KafkaRestError.Body body(Problem problem) {
		return new KafkaRestError.Body(code(problem.status()), problem.detail());
	}

	private static int code(int status) {
		return switch (status) {
			case 401, 403, 429 -> status * 100 + 1;
			default -> status;
		};
	}

}
