package io.ackline.workbench.verdict;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.ackline.workbench.evidence.Identity;
import io.ackline.workbench.evidence.Span;

/**
 * What is due of a run beyond what its records show by themselves.
 *
 * @param doomed events that no handler can accept: they have to end dead, without effect
 * @param answerLimit how long a client may wait for an answer
 * @param silent when a producer was stopped where it stood, and could not answer
 * @param failing keys whose events a handler has failed on for a while
 * @param delayLimit how long an event of any other key may take to be processed
 */
public record Expectations(Set<Identity> doomed, Duration answerLimit, List<Span> silent, Set<String> failing,
		Duration delayLimit) {

	/**
	 * A time that nothing takes.
	 */
	public static final Duration ANY_TIME = Duration.ofDays(36_500);

	/**
	 * Nothing beyond what the records show.
	 */
	public static final Expectations NONE = new Expectations(Set.of(), ANY_TIME, List.of(), Set.of(), ANY_TIME);

	public Expectations {
		doomed = Set.copyOf(doomed);
		silent = List.copyOf(silent);
		failing = Set.copyOf(failing);
	}

	public Expectations withDoomed(Set<Identity> events) {
		return new Expectations(events, this.answerLimit, this.silent, this.failing, this.delayLimit);
	}

	public Expectations withAnswersWithin(Duration limit, List<Span> but) {
		return new Expectations(this.doomed, limit, but, this.failing, this.delayLimit);
	}

	public Expectations withDelayWithin(Duration limit, Set<String> but) {
		return new Expectations(this.doomed, this.answerLimit, this.silent, but, limit);
	}

}
