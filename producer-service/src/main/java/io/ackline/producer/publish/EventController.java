package io.ackline.producer.publish;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.ackline.producer.publish.EventRouter.Routed;
import io.ackline.producer.publish.PublishResult.NotStored;
import io.ackline.producer.publish.PublishResult.Stored;
import io.ackline.producer.security.Caller;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemResponses;
import io.ackline.producer.web.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes events over HTTP, one or a batch a request. The request's thread is released
 * while Kafka has not answered.
 */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class EventController {

	private final EventForms forms;

	private final EventRouter router;

	private final EventPublisher publisher;

	EventController(EventForms forms, EventRouter router, EventPublisher publisher) {
		this.forms = forms;
		this.router = router;
		this.publisher = publisher;
	}

	/**
	 * Writes the events in the body to the named topic.
	 */
	@PostMapping("/topics/{topic}/events")
	CompletableFuture<ResponseEntity<Object>> publish(@PathVariable("topic") String name, HttpServletRequest request,
			Caller caller) throws IOException {
		caller.admit();
		EventForm.of(request);
		Topic topic;
		try {
			topic = this.router.topic(name, caller);
		}
		catch (ProblemException ex) {
			throw ofEvent(ex, request);
		}
		return publish(topic, this.forms.read(request), request, caller);
	}

	/**
	 * Writes each event in the body to the topic that takes events of its type.
	 */
	@PostMapping("/events")
	CompletableFuture<ResponseEntity<Object>> publish(HttpServletRequest request, Caller caller) throws IOException {
		caller.admit();
		return publish(null, this.forms.read(request), request, caller);
	}

	private CompletableFuture<ResponseEntity<Object>> publish(@Nullable Topic named, Submission submission,
			HttpServletRequest request, Caller caller) {
		TraceContext trace = TraceContext.of(request);
		if (submission.batch()) {
			caller.charge(submission.drafts().size() - 1);
			return publishBatch(named, submission, AcksParameter.of(request), caller, trace);
		}
		EventDraft draft = submission.drafts().get(0);
		Routed routed = this.router.route(named, draft, submission.idempotencyKey(), acks(submission, request), caller);
		return this.publisher.publish(routed.topic(), routed.acks(), routed.event(), trace, submission.received())
			.thenApply(EventController::response);
	}

	private CompletableFuture<ResponseEntity<Object>> publishBatch(@Nullable Topic named, Submission submission,
			AcksParameter acks, Caller caller, TraceContext trace) {
		List<CompletableFuture<PublishResult>> results = IntStream.range(0, submission.drafts().size())
			.mapToObj((index) -> publishItem(named, submission, index, acks, caller, trace))
			.toList();
		return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
			.thenApply((settled) -> BatchAnswer.of(results.stream().map(CompletableFuture::join).toList()));
	}

	private CompletableFuture<PublishResult> publishItem(@Nullable Topic named, Submission submission, int index,
			AcksParameter acks, Caller caller, TraceContext trace) {
		String pointer = "/" + index;
		try {
			Routed routed = this.router.route(named, submission.drafts().get(index), null, acks, caller);
			return this.publisher.publish(routed.topic(), routed.acks(), routed.event(), trace, submission.received())
				.thenApply((result) -> result.within(pointer));
		}
		catch (ProblemException ex) {
			return CompletableFuture.completedFuture(new NotStored(ex.problem().within(pointer)));
		}
	}

	private static AcksParameter acks(Submission submission, HttpServletRequest request) {
		try {
			return AcksParameter.of(request);
		}
		catch (ProblemException ex) {
			throw submission.failed(ex);
		}
	}

	private ProblemException ofEvent(ProblemException outcome, HttpServletRequest request) throws IOException {
		try {
			return this.forms.read(request).failed(outcome);
		}
		catch (ProblemException ex) {
			return outcome;
		}
	}

	private static ResponseEntity<Object> response(PublishResult result) {
		if (result instanceof Stored stored) {
			return ResponseEntity.status(stored.status()).contentType(MediaType.APPLICATION_JSON).body(stored);
		}
		return ProblemResponses.of(((NotStored) result).problem());
	}

}
