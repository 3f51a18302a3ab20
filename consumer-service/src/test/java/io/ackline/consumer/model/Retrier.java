package io.ackline.consumer.model;

import java.util.function.Consumer;

import io.ackline.consumer.retry.RetrySteps;

/**
 * What a thread of an instance's retry scheduler does.
 */
final class Retrier {

	private final Actor actor;

	private final Instance instance;

	private final Consumer<String> findings;

	Retrier(Actor actor, Instance instance, Consumer<String> findings) {
		this.actor = actor;
		this.instance = instance;
		this.findings = findings;
	}

	/**
	 * Tries the key that is due, if there is one.
	 */
	void tryNext() {
		try {
			RetrySteps.tryNext(this.instance.beans());
		}
		catch (RuntimeException ex) {
			if (!this.actor.isDisturbed()) {
				this.findings.accept("%s failed although nothing was done to it: %s".formatted(this.actor, ex));
			}
		}
	}

}
