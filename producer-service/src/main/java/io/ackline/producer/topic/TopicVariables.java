package io.ackline.producer.topic;

import io.ackline.events.declaration.Declaration;
import io.ackline.producer.declaration.DeclaredVariables;

/**
 * Leads environment variables to the declared topics.
 */
class TopicVariables extends DeclaredVariables {

	TopicVariables() {
		super(Declaration.TOPICS);
	}

}
