package io.ackline.consumer.recorder;

import io.ackline.consumer.handler.EventHandler;
import io.ackline.events.Event;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Takes events that have no handler of their own. It adds nothing to their receipt: that
 * is the record.
 */
@Component
class Recorder implements EventHandler<@Nullable Void> {

	@Override
	public String type() {
		return "*";
	}

	@Override
	public void handle(Event event, @Nullable Void data) {
	}

}
