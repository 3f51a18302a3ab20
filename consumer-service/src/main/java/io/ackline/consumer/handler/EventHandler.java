package io.ackline.consumer.handler;

import io.ackline.events.Event;
import org.jspecify.annotations.Nullable;

/**
 * Acts on the events of a type. A handler is a Spring bean.
 * <p>
 * It may rely on this:
 * <ul>
 * <li>It runs inside a database transaction, that of Spring's {@code DataSource}: what it
 * writes with {@code JdbcTemplate} or {@code JdbcClient} is committed together with the
 * event's receipt, or not at all.
 * <li>Events with one key come in the order of the topic's log, one after the other, also
 * when an event has to be tried again.
 * <li>What it wrote for an event is committed once, whatever is redelivered and whichever
 * instance is killed meanwhile.
 * </ul>
 * It may not act outside that transaction: a call to another system would be repeated
 * when the transaction is rolled back. If that cannot be avoided, hand on the event's
 * {@code source} and {@code id} as the idempotency key. It must not commit, roll back or
 * go on after a failed statement, and must return within the database session's
 * {@code idle_in_transaction_session_timeout}.
 * <p>
 * Its log lines carry the event's id and source, and the trace that the event's record
 * belongs to, in the MDC: {@code eventId}, {@code eventSource}, {@code traceId},
 * {@code spanId}.
 * <p>
 * Any exception rolls back what was written for the event, and the event is tried again
 * later; {@link UnprocessableEvent} makes it a dead letter at once.
 *
 * @param <T> what the event's data is read into: a record, {@code JsonNode}, {@code Map};
 * {@code Void} when the data is not read
 */
public interface EventHandler<T extends @Nullable Object> {

	/**
	 * Returns the type of events that this handler takes, such as
	 * {@code payment.captured}, or a pattern that ends in {@code *}, such as
	 * {@code payment.*}. The most specific one that matches an event's type takes it.
	 */
	String type();

	/**
	 * Acts on an event.
	 * @param data the event's JSON data, strictly read: no fraction for an integer (but
	 * 1.0 is one), no number in a string, no {@code null} for a primitive. Unknown
	 * properties are ignored
	 */
	void handle(Event event, T data);

}
