package io.ackline.consumer.deadletter;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import io.ackline.consumer.handler.EventHandler;
import io.ackline.consumer.handler.UnprocessableEvent;
import io.ackline.events.Event;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A handler that fails as it is told, or calls events unprocessable. The effects of the
 * others are rows of a table.
 */
public class MortalHandler implements EventHandler<JsonNode> {

	private static final Set<String> doomed = ConcurrentHashMap.newKeySet();

	private static final Set<String> failing = ConcurrentHashMap.newKeySet();

	private static final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

	private static final Set<String> held = ConcurrentHashMap.newKeySet();

	private final JdbcTemplate jdbc;

	MortalHandler(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	static void doom(String... ids) {
		doomed.addAll(List.of(ids));
	}

	/**
	 * Has events fail, without being called unprocessable.
	 */
	static void fail(String... ids) {
		failing.addAll(List.of(ids));
	}

	static void pardon(String... ids) {
		doomed.removeAll(List.of(ids));
		failing.removeAll(List.of(ids));
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
		if (failing.contains(event.id())) {
			throw new IllegalStateException(event.id() + " fails");
		}
		this.jdbc.update("insert into effects (id) values (?)", event.id());
	}

}
