package io.ackline.consumer.deadletter;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.ackline.consumer.handler.EventHandler;
import io.ackline.consumer.handler.UnprocessableEvent;
import io.ackline.events.Event;
import tools.jackson.databind.JsonNode;

/**
 * A handler that calls events unprocessable as it is told, and keeps the order in which
 * it took the others.
 */
public class MortalHandler implements EventHandler<JsonNode> {

	private static final Set<String> doomed = ConcurrentHashMap.newKeySet();

	private static final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

	private static final Set<String> held = ConcurrentHashMap.newKeySet();

	private static final List<String> handled = new CopyOnWriteArrayList<>();

	static void doom(String... ids) {
		doomed.addAll(List.of(ids));
	}

	static void pardon() {
		doomed.clear();
	}

	/**
	 * Has the handler wait at an event until the gate is opened.
	 */
	static CountDownLatch holdAt(String id) {
		return gates.computeIfAbsent(id, (key) -> new CountDownLatch(1));
	}

	static boolean isHeldAt(String id) {
		return held.contains(id);
	}

	static List<String> handled(String prefix) {
		return handled.stream().filter((id) -> id.startsWith(prefix)).toList();
	}

	@Override
	public String type() {
		return "mortal.*";
	}

	@Override
	public void handle(Event event, JsonNode data) {
		CountDownLatch gate = gates.get(event.id());
		if (gate != null) {
			held.add(event.id());
			try {
				gate.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
		if (doomed.contains(event.id())) {
			throw new UnprocessableEvent(event.id() + " is doomed");
		}
		handled.add(event.id());
	}

}
