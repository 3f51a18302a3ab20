package io.ackline.producer.publish;

import java.io.IOException;
import java.io.InputStream;

import io.ackline.producer.security.Caller;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.web.IdempotencyKey;
import io.ackline.producer.web.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes streams of native events, one a line, of any length and in bounded memory. They
 * are answered while they are read, with {@code 200} and what became of each event that
 * is worth saying.
 */
@RestController
@RequestMapping(path = "/api/v1", consumes = MediaType.APPLICATION_NDJSON_VALUE,
		produces = MediaType.APPLICATION_NDJSON_VALUE, headers = "!" + EventForm.BINARY_MARK)
class EventStreamController {

	private final EventRouter router;

	private final StreamIntake intake;

	private final OpenStreams streams;

	private final JsonMapper json;

	private final int maxLine;

	EventStreamController(EventRouter router, StreamIntake intake, OpenStreams streams, JsonMapper json,
			PublishProperties properties) {
		this.router = router;
		this.intake = intake;
		this.streams = streams;
		this.json = json;
		this.maxLine = properties.eventLimit().bytes();
	}

	/**
	 * Writes the events to the named topic.
	 */
	@PostMapping("/topics/{topic}/events")
	void publish(@PathVariable("topic") String name, Caller caller, HttpServletRequest request,
			HttpServletResponse response) throws IOException, InterruptedException {
		take(this.router.topic(name, caller), caller, request, response);
	}

	/**
	 * Writes each event to the topic that takes events of its type.
	 */
	@PostMapping("/events")
	void publish(Caller caller, HttpServletRequest request, HttpServletResponse response)
			throws IOException, InterruptedException {
		take(null, caller, request, response);
	}

	private void take(@Nullable Topic named, Caller caller, HttpServletRequest request, HttpServletResponse response)
			throws IOException, InterruptedException {
		RequestBody.requireUtf8(request);
		String idempotencyKey = IdempotencyKey.of(request);
		EventStream stream = new EventStream(named, caller, AcksParameter.of(request),
				(idempotencyKey != null) ? new DerivedIds(idempotencyKey) : null, TraceContext.of(request));
		StreamParameters parameters = StreamParameters.of(request);
		StreamBody received = this.streams.enter(request);
		try {
			InputStream body = RequestBody.open(request, received);
			response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
			// From here on nobody but the stream answers: Tomcat would call a body that
			// breaks off unwritten.
			response.flushBuffer();
			stream.run(body, this.maxLine, this.intake,
					new StreamAnswer(response.getOutputStream(), this.json, parameters), this.streams);
		}
		finally {
			this.streams.leave(received);
		}
	}

}
