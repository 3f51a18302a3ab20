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

	private final EventTrace trace;

	HandlerCall(Event event, Handler handler, @Nullable Object data, EventTrace trace) {
		this.event = event;
		this.handler = handler;
		this.data = data;
		this.trace = trace;
	}

	public Event event() {
		return this.event;
	}

	/**
	 * Returns whether this call and the one before it are made as one.
	 */
	public boolean joins(HandlerCall before) {
		return this.handler.isBatch() && this.handler.equals(before.handler);
	}

	Handler handler() {
		return this.handler;
	}

	@Nullable Object data() {
		return this.data;
	}

	EventTrace trace() {
		return this.trace;
	}

}
