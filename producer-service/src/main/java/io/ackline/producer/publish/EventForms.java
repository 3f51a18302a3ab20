package io.ackline.producer.publish;

import java.io.IOException;
import java.util.List;

import io.ackline.producer.web.Arrival;
import io.ackline.producer.web.BodyMemory;
import io.ackline.producer.web.IdempotencyKey;
import io.ackline.producer.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Reads the events of a request, in whichever form they come.
 */
@Component
class EventForms {

	private final NativeEventReader nativeEvents;

	private final CloudEventReader cloudEvents;

	private final BinaryEventReader binaryEvents;

	private final BodyMemory memory;

	private final BodyLimit eventLimit;

	private final BodyLimit batchLimit;

	private final BatchLimits limits;

	EventForms(NativeEventReader nativeEvents, CloudEventReader cloudEvents, BinaryEventReader binaryEvents,
			BodyMemory memory, PublishProperties properties) {
		memory.requireRoom(properties.batchLimit().bytes(), "ackline.producer.max-batch-size");
		this.nativeEvents = nativeEvents;
		this.cloudEvents = cloudEvents;
		this.binaryEvents = binaryEvents;
		this.memory = memory;
		this.eventLimit = properties.eventLimit();
		this.batchLimit = properties.batchLimit();
		this.limits = properties.batchLimits();
	}

	/**
	 * Returns the events of a request.
	 * @throws ProblemException if they cannot be read
	 * @throws IOException if the client is gone
	 */
	Submission read(HttpServletRequest request) throws IOException {
		EventForm form = EventForm.of(request);
		String idempotencyKey = IdempotencyKey.of(request);
		if (form == EventForm.BINARY) {
			byte[] body = RequestBody.read(request, this.memory, this.eventLimit);
			return Submission.one(this.binaryEvents.read(request, body), idempotencyKey,
					Arrival.of(request).complete());
		}
		RequestBody.requireUtf8(request);
		byte[] body = switch (form) {
			case BATCHED -> RequestBody.read(request, this.memory, this.batchLimit);
			case STRUCTURED -> RequestBody.read(request, this.memory, this.eventLimit);
			default -> RequestBody.read(request, this.memory, this.eventLimit, this.batchLimit);
		};
		return read(form, body, idempotencyKey, Arrival.of(request).complete());
	}

	private Submission read(EventForm form, byte[] body, @Nullable String idempotencyKey, long received) {
		if (form == EventForm.STRUCTURED) {
			return Submission.one(this.cloudEvents.read(body), idempotencyKey, received);
		}
		if (form == EventForm.NATIVE && !EventJson.isArray(body)) {
			return Submission.one(this.nativeEvents.read(body), idempotencyKey, received);
		}
		List<EventDraft> drafts = (form == EventForm.BATCHED) ? this.cloudEvents.readBatch(body, this.limits)
				: this.nativeEvents.readBatch(body, this.limits);
		return Submission.many(drafts, idempotencyKey, received);
	}

}
