package io.ackline.consumer.group;

import java.util.Set;

import io.ackline.consumer.web.ProblemException;
import io.ackline.consumer.web.ProblemType;

/**
 * A request names a topic that the group does not consume.
 */
class UnknownTopic extends ProblemException {

	UnknownTopic(String topic, Set<String> consumed) {
		super(ProblemType.TOPIC_NOT_DECLARED,
				"The topic '%s' is not consumed. Consumed are: %s.".formatted(topic, String.join(", ", consumed)));
	}

}
