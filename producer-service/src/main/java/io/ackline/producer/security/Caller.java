package io.ackline.producer.security;

import java.util.function.BooleanSupplier;

/**
 * Who sends a request. Handlers take it as an argument and ask it before they act. An
 * event counts against the caller's rate whether it is stored or not.
 */
public sealed interface Caller permits Anybody, DeclaredCaller {

	/**
	 * Returns the source of this caller's events that name none.
	 */
	String source(String topic);

	/**
	 * Requires that the caller may write to a topic.
	 * @throws io.ackline.producer.web.ProblemException if not
	 */
	void requireTopic(String topic);

	/**
	 * Requires that the caller may change topics and the cluster.
	 * @throws io.ackline.producer.web.ProblemException if not
	 */
	void requireAdmin();

	/**
	 * Lets a request in, and counts one event.
	 * @throws io.ackline.producer.web.ProblemException if the caller has used up its rate
	 */
	void admit();

	/**
	 * Counts the other events of a request that was let in. They go through however many
	 * they are; what they take too much is waited for before the next request.
	 */
	void charge(int events);

	/**
	 * Waits until the caller's rate has room for one more event, and counts it.
	 * @param stop says when to wait no longer
	 * @return whether there was room before that
	 */
	boolean awaitTurn(BooleanSupplier stop) throws InterruptedException;

	/**
	 * Returns the rate in requests a minute, or {@code *} if it has no limit.
	 */
	String requestsPerMinute();

}
