package io.ackline.producer.security;

/**
 * The declared callers cannot be. The message is one line that names the setting and the
 * remedy, and never a token.
 */
class InvalidCallers extends IllegalArgumentException {

	InvalidCallers(String message) {
		super(message);
	}

}
