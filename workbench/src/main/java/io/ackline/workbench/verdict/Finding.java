package io.ackline.workbench.verdict;

/**
 * A promise that did not hold.
 *
 * @param promise the promise
 * @param breach how it was broken
 * @param subject what it was broken for: an event's source and id, or an account
 * @param evidence what shows it
 */
public record Finding(Promise promise, Breach breach, String subject, String evidence) {

	@Override
	public String toString() {
		return "promise %d, %s: %s: %s".formatted(this.promise.number(), this.breach.words(), this.subject,
				this.evidence);
	}

}
