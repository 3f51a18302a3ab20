package io.ackline.producer.publish;

import java.util.List;

import io.ackline.producer.web.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The events of a request.
 *
 * @param drafts what it says of each, in its order
 * @param batch whether they came as a batch, which is answered for each
 * @param idempotencyKey the id that the request gives to its only event
 * @param received when the body's last byte arrived, of {@link System#nanoTime()}
 */
record Submission(List<EventDraft> drafts, boolean batch, @Nullable String idempotencyKey, long received) {

	static Submission one(EventDraft draft, @Nullable String idempotencyKey, long received) {
		return new Submission(List.of(draft), false, idempotencyKey, received);
	}

	/**
	 * Returns a batch, whose events take the ids that they leave out from the
	 * {@code Idempotency-Key} and their index.
	 * @throws ProblemException if the key leaves no room for that
	 */
	static Submission many(List<EventDraft> drafts, @Nullable String idempotencyKey, long received) {
		if (idempotencyKey != null) {
			DerivedIds ids = new DerivedIds(idempotencyKey);
			for (int i = 0; i < drafts.size(); i++) {
				drafts.get(i).idIfAbsent(ids.get(i));
			}
		}
		return new Submission(List.copyOf(drafts), true, null, received);
	}

	/**
	 * Returns an outcome of all the events as one of the only event, if there is only
	 * one.
	 */
	ProblemException failed(ProblemException outcome) {
		if (this.batch) {
			return outcome;
		}
		EventDraft only = this.drafts.get(0);
		return outcome.of(only.id(this.idempotencyKey), only.source);
	}

}
