package io.ackline.consumer.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Why a request was not answered as it was meant to, as a
 * <a href= "https://www.rfc-editor.org/rfc/rfc9457">problem detail</a>.
 *
 * @param type a URI that stays the same for a kind of problem
 * @param title the kind of problem in words
 * @param status the HTTP status
 * @param detail what is wrong in this case
 * @param retryable whether the same request can succeed later
 */
public record Problem(String type, String title, int status, String detail, boolean retryable) {

	private static final int UNAVAILABLE = 503;

	/**
	 * Returns this problem with the status that the web server or the framework decided
	 * on.
	 */
	Problem withStatus(int status) {
		return new Problem(this.type, this.title, status, this.detail, this.retryable);
	}

	/**
	 * Returns the answer that tells it.
	 * @param headers further headers
	 */
	ResponseEntity<Object> response(HttpHeaders headers) {
		ResponseEntity.BodyBuilder answer = ResponseEntity.status(this.status)
			.headers(headers)
			.contentType(MediaType.APPLICATION_PROBLEM_JSON);
		return ((this.status == UNAVAILABLE) ? answer.header(HttpHeaders.RETRY_AFTER, "1") : answer).body(this);
	}

}
