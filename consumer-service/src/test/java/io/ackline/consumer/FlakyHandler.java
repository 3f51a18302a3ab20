package io.ackline.consumer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.ackline.consumer.handler.EventHandler;
import io.ackline.events.Event;
import tools.jackson.databind.JsonNode;

/**
 * A handler that fails for the ids it is told, and has no effect for the others.
 */
public class FlakyHandler implements EventHandler<JsonNode> {

	private static final Set<String> failing = ConcurrentHashMap.newKeySet();

	public static void failFor(String id) {
		failing.add(id);
	}

	public static void heal() {
		failing.clear();
	}

	@Override
	public String type() {
		return "flaky.*";
	}

	@Override
	public void handle(Event event, JsonNode data) {
		if (failing.contains(event.id())) {
			throw new IllegalStateException(event.id() + " fails");
		}
	}

}
