package io.ackline.producer.kafkarest;

import io.ackline.producer.web.ProblemType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaRestProblemsTests {

	private final KafkaRestProblems problems = new KafkaRestProblems();

	@ParameterizedTest
	@CsvSource({ "/topics, true", "/topics/payments, true", "/topics/payments/partitions/0, true", "/topicss, false",
			"/api/v1/topics/payments/events, false", "/, false" })
	void areForThePathsOfKafkaRest(String path, boolean expected) {
		assertThat(this.problems.appliesTo(new MockHttpServletRequest("POST", path))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "SHUTTING_DOWN, 503", "UNAUTHORIZED, 40101", "FORBIDDEN, 40301", "RATE_LIMITED, 42901" })
	void haveTheCodesThatItsClientsKnow(ProblemType type, int code) {
		assertThat(this.problems.body(type.problem("why"))).isEqualTo(new KafkaRestError.Body(code, "why"));
	}

}
