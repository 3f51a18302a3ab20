package io.ackline.consumer;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import io.ackline.consumer.handler.EventHandler;
import io.ackline.events.Event;
import tools.jackson.databind.JsonNode;

/**
 * A handler that fails for the ids it is told, and has no effect for the others.
 */
public class FlakyHandler implements EventHandler<JsonNode> {

	private static final Set<String> failing = ConcurrentHashMap.newKeySet();

	private static final Map<String, CountDownLatch> holding = new ConcurrentHashMap<>();

	private static volatile String held = "";

	public static void failFor(String id) {
		failing.add(id);
	}

	public static void heal() {
		failing.clear();
		holding.values().forEach(CountDownLatch::countDown);
		holding.clear();
	}

	/**
	 * Has the handler wait at an event until all is healed.
	 */
	public static void holdAt(String id) {
		holding.put(id, new CountDownLatch(1));
	}

	public static boolean isHeldAt(String id) {
		return id.equals(held);
	}

	@Override
	public String type() {
		return "flaky.*";
	}

	@Override
	public void handle(Event event, JsonNode data) {
		hold(event.id());
		if (failing.contains(event.id())) {
			throw new IllegalStateException(event.id() + " fails");
		}
	}

	private static void hold(String id) {
		CountDownLatch gate = holding.get(id);
		if (gate != null) {
			held = id;
			try {
				gate.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
