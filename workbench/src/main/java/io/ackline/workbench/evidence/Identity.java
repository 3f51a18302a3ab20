package io.ackline.workbench.evidence;

import io.ackline.events.Event;

/**
 * What makes an event the same event within its topic.
 */
public record Identity(String source, String id) {

	public static Identity of(Event event) {
		return new Identity(event.source(), event.id());
	}

	@Override
	public String toString() {
		return this.source + " " + this.id;
	}

}
