package io.ackline.consumer.handler;

import io.ackline.events.Event;
import org.jspecify.annotations.Nullable;

/**
 * An event with the handler that takes it and the data that the handler gets.
 */
public final class HandlerCall {

	private final Event event;

	private final Handler handler;

	private final @Nullable Object data;

	HandlerCall(Event event, Handler handler, @Nullable Object data) {
		this.event = event;
		this.handler = handler;
		this.data = data;
	}

	public Event event() {
		return this.event;
	}

	Handler handler() {
		return this.handler;
	}

	@Nullable Object data() {
		return this.data;
	}

}
