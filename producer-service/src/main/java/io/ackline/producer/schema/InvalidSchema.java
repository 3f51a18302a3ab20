package io.ackline.producer.schema;

/**
 * A schema cannot be used. The message is one line that names its file, what is wrong and
 * the remedy.
 */
class InvalidSchema extends IllegalArgumentException {

	InvalidSchema(String message) {
		super(message);
	}

}
