package io.ackline.producer.publish;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.ackline.events.Event;
import io.ackline.producer.publish.PublishResult.NotStored;
import io.ackline.producer.publish.PublishResult.Stored;
import io.ackline.producer.topic.Acks;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.topic.Topics;
import io.ackline.producer.web.IdempotencyKey;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemResponses;
import io.ackline.producer.web.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes events over HTTP, one native JSON event a request. The request's thread is
 * released while Kafka has not answered.
 */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class EventController {

	private final Topics topics;

	private final NativeEventReader reader;

	private final EventPublisher publisher;

	private final int maxEventSize;

	private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

	EventController(Topics topics, NativeEventReader reader, EventPublisher publisher, PublishProperties properties) {
		this.topics = topics;
		this.reader = reader;
		this.publisher = publisher;
		this.maxEventSize = (int) properties.maxEventSize().toBytes();
	}

	/**
	 * Writes the event in the body to the named topic.
	 */
	@PostMapping(path = "/topics/{topic}/events", consumes = MediaType.APPLICATION_JSON_VALUE)
	CompletableFuture<ResponseEntity<Object>> publish(@PathVariable("topic") String name, HttpServletRequest request)
			throws IOException {
		Topic topic = this.topics.find(name);
		if (topic == null) {
			throw notDeclared(name, request);
		}
		String idempotencyKey = IdempotencyKey.of(request);
		byte[] body = RequestBody.read(request, this.maxEventSize);
		long received = System.nanoTime();
		Event event = this.reader.read(body).toEvent(topic, idempotencyKey, this::newId);
		if (!topic.takes(event.type())) {
			throw notTaken(event.type(), "Topic '%s' takes only %s".formatted(name, topic.describeTypes()))
				.of(event.id(), event.source());
		}
		return publish(topic, event, request, received);
	}

	/**
	 * Writes the event in the body to the topic that takes events of its type.
	 */
	@PostMapping(path = "/events", consumes = MediaType.APPLICATION_JSON_VALUE)
	CompletableFuture<ResponseEntity<Object>> publish(HttpServletRequest request) throws IOException {
		String idempotencyKey = IdempotencyKey.of(request);
		byte[] body = RequestBody.read(request, this.maxEventSize);
		long received = System.nanoTime();
		EventDraft draft = this.reader.read(body);
		String type = draft.requireType(idempotencyKey);
		Topic topic = this.topics.findByType(type);
		if (topic == null) {
			throw notTaken(type, "The topics take " + this.topics.describeTypes()).of(draft.id(idempotencyKey),
					draft.source);
		}
		return publish(topic, draft.toEvent(topic, idempotencyKey, this::newId), request, received);
	}

	private CompletableFuture<ResponseEntity<Object>> publish(Topic topic, Event event, HttpServletRequest request,
			long received) {
		Acks acks = acks(topic, event, request);
		return this.publisher.publish(topic, acks, event, TraceContext.of(request), received)
			.thenApply(EventController::response);
	}

	private ProblemException notDeclared(String name, HttpServletRequest request) throws IOException {
		ProblemException outcome = ProblemType.TOPIC_NOT_DECLARED
			.exception("Topic '%s' is not declared. Declared are: %s.".formatted(name, this.topics.describeNames()));
		try {
			EventDraft draft = this.reader.read(RequestBody.read(request, this.maxEventSize));
			return outcome.of(draft.id(IdempotencyKey.of(request)), draft.source);
		}
		catch (ProblemException ex) {
			return outcome;
		}
	}

	private static Acks acks(Topic topic, Event event, HttpServletRequest request) {
		String @Nullable [] asked = request.getParameterValues("acks");
		try {
			if (asked != null && asked.length > 1) {
				throw new IllegalArgumentException("acks is given %d times: give it once.".formatted(asked.length));
			}
			return topic.acks((asked != null) ? Acks.of(asked[0]) : null);
		}
		catch (InvalidParameterException ex) {
			throw ProblemType.INVALID_PARAMETER.exception("The query string is not well-formed.")
				.of(event.id(), event.source());
		}
		catch (IllegalArgumentException ex) {
			throw ProblemType.INVALID_PARAMETER.exception(String.valueOf(ex.getMessage()))
				.of(event.id(), event.source());
		}
	}

	private static ProblemException notTaken(String type, String taken) {
		return ProblemType.TYPE_NOT_TAKEN.exception("The event's type is '%s'. %s.".formatted(type, taken));
	}

	private String newId() {
		return this.ids.generate().toString();
	}

	private static ResponseEntity<Object> response(PublishResult result) {
		if (result instanceof Stored stored) {
			HttpStatus status = (stored.acks() == Acks.NONE) ? HttpStatus.ACCEPTED : HttpStatus.CREATED;
			return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON).body(stored);
		}
		return ProblemResponses.of(((NotStored) result).problem());
	}

}
