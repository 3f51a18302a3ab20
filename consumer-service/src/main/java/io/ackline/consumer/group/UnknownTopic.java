package io.ackline.consumer.group;

import java.util.Set;

import io.ackline.consumer.web.Problem;

import org.springframework.http.HttpStatus;

/**
 * A request names a topic that the group does not consume.
 */
class UnknownTopic extends Problem {

	UnknownTopic(String topic, Set<String> consumed) {
		super(HttpStatus.NOT_FOUND,
				"The topic '%s' is not consumed. Consumed are: %s.".formatted(topic, String.join(", ", consumed)));
	}

}
