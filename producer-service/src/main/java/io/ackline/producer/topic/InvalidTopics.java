package io.ackline.producer.topic;

/**
 * The declared topics cannot be. The message is one line that names the setting, its
 * value and the remedy.
 */
public class InvalidTopics extends IllegalArgumentException {

	InvalidTopics(String message) {
		super(message);
	}

}
