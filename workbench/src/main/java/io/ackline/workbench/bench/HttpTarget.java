package io.ackline.workbench.bench;

import java.net.URI;
import java.util.List;
import java.util.Map;

import io.vertx.core.buffer.Buffer;

/**
 * Requests that are sent again and again.
 *
 * @param events how many events each writes
 * @param status what each is answered with when all went well
 */
record HttpTarget(URI uri, Map<String, String> headers, Bodies bodies, int events, int status) {

	/**
	 * Returns the path with the query, as a request's line has it.
	 */
	String path() {
		return (this.uri.getRawQuery() != null) ? this.uri.getRawPath() + "?" + this.uri.getRawQuery()
				: this.uri.getRawPath();
	}

	HttpTarget withBodies(Bodies other) {
		return new HttpTarget(this.uri, this.headers, other, this.events, this.status);
	}

	/**
	 * What is sent.
	 */
	@FunctionalInterface
	interface Bodies {

		/**
		 * Returns a request's body.
		 * @param number the request's number, from 0
		 * @param due when it is to be sent, of {@link System#nanoTime()}
		 */
		Buffer body(long number, long due);

		/**
		 * Returns bodies that come one after the other, and again from the first one on.
		 */
		static Bodies inTurn(List<Buffer> bodies) {
			return (number, due) -> bodies.get((int) (number % bodies.size()));
		}

	}

}
