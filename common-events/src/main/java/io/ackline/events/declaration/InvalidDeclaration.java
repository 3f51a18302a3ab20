package io.ackline.events.declaration;

/**
 * A name or an environment variable that means nothing that is declared. The message is
 * one line that names it and the remedy.
 */
public class InvalidDeclaration extends IllegalArgumentException {

	InvalidDeclaration(String message) {
		super(message);
	}

}
