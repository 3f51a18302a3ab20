package io.ackline.producer.kafkarest;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.springframework.http.HttpStatus;

/**
 * A request that is answered with an error of Kafka REST v2.
 */
class KafkaRestError extends RuntimeException {

	private final HttpStatus status;

	KafkaRestError(HttpStatus status, String message) {
		super(message, null, false, false);
		this.status = status;
	}

	HttpStatus status() {
		return this.status;
	}

	Body body() {
		return new Body(this.status.value(), String.valueOf(getMessage()));
	}

	/**
	 * What the client sees.
	 *
	 * @param errorCode the HTTP status
	 * @param message what is wrong
	 */
	record Body(@JsonProperty("error_code") int errorCode, String message) {

	}

}
