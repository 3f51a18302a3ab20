package io.ackline.producer.web;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * An answer that is there later. Whoever settles it, which may be the thread that talks
 * to Kafka, fills the server's buffer, and the server's own threads send that: a client
 * that does not read holds up nobody else.
 *
 * @param answer the answer to come
 * @param contentType what it is written as, unless it says that itself
 * @param json writes its body
 */
record PendingAnswer(CompletableFuture<ResponseEntity<?>> answer, MediaType contentType, JsonMapper json) {

	private static final Logger log = LoggerFactory.getLogger(PendingAnswer.class);

	private static final String ATTRIBUTE = PendingAnswer.class.getName();

	/**
	 * Answers a request once its thread is done with it, or at once if the answer is
	 * there.
	 */
	void to(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (this.answer.isDone() && !this.answer.isCompletedExceptionally()) {
			write(this.answer.join(), response);
			return;
		}
		request.startAsync().setTimeout(0); // the answer has a deadline of its own
		request.setAttribute(ATTRIBUTE, this);
	}

	/**
	 * Has a request answered whose thread does not look at it again.
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // to finish fails with nothing
	static void release(HttpServletRequest request) {
		if (request.isAsyncStarted() && request.getAttribute(ATTRIBUTE) instanceof PendingAnswer pending) {
			request.removeAttribute(ATTRIBUTE);
			AsyncContext context = request.getAsyncContext();
			pending.answer.whenComplete((entity, failure) -> pending.finish(context, entity, failure));
		}
	}

	private void finish(AsyncContext context, @Nullable ResponseEntity<?> entity, @Nullable Throwable failure) {
		try {
			write((entity != null) ? entity : unknown(failure), (HttpServletResponse) context.getResponse());
			context.complete();
		}
		catch (IOException | IllegalStateException ex) {
			log.debug("The client is gone", ex);
		}
	}

	private static ResponseEntity<?> unknown(@Nullable Throwable failure) {
		log.error("An answer failed", failure);
		return ProblemResponses
			.of(ProblemType.INTERNAL_ERROR.problem("The service failed in a way that it does not know."));
	}

	private void write(ResponseEntity<?> entity, HttpServletResponse response) throws IOException {
		response.setStatus(entity.getStatusCode().value());
		entity.getHeaders().forEach((name, values) -> values.forEach((value) -> response.addHeader(name, value)));
		if (entity.getBody() == null) {
			return;
		}
		if (entity.getHeaders().getContentType() == null) {
			response.setContentType(this.contentType.toString());
		}
		byte[] body = this.json.writeValueAsBytes(entity.getBody());
		if (body.length > response.getBufferSize()) {
			response.setBufferSize(body.length);
		}
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

}
