package io.ackline.producer.web;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;

/**
 * What filters do once a request is answered, by whichever thread that is.
 */
public final class OnceAnswered {

	private OnceAnswered() {
	}

	/**
	 * Runs an action when a request is answered. It is called when the rest of the filter
	 * chain has returned, which for an asynchronous answer is before there is one.
	 */
	public static void run(HttpServletRequest request, Runnable action) {
		if (request.isAsyncStarted()) {
			request.getAsyncContext().addListener(new Listener(action));
		}
		else {
			action.run();
		}
	}

	private record Listener(Runnable action) implements AsyncListener {

		@Override
		public void onComplete(AsyncEvent event) {
			this.action.run();
		}

		@Override
		public void onTimeout(AsyncEvent event) {
			// completes, too
		}

		@Override
		public void onError(AsyncEvent event) {
			// completes, too
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
			event.getAsyncContext().addListener(this);
		}

	}

}
