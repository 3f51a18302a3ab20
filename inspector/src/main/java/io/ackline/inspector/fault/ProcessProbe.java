package io.ackline.inspector.fault;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.ackline.inspector.live.Board;
import io.ackline.inspector.live.Probe;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Looks at which of the cluster's processes run.
 */
@Component
class ProcessProbe implements Probe {

	private final Map<String, String> states = new HashMap<>();

	private final SupervisorConnection supervisor;

	private final Board board;

	ProcessProbe(SupervisorConnection supervisor, Board board) {
		this.supervisor = supervisor;
		this.board = board;
	}

	@Override
	public Duration interval() {
		return Duration.ofMillis(400);
	}

	@Override
	public void look() {
		if (!this.supervisor.isKnown()) {
			return;
		}
		try {
			JsonNode nodes = this.supervisor.nodes();
			for (JsonNode node : nodes) {
				String name = node.path("name").asString();
				String state = node.path("state").asString();
				String before = this.states.put(name, state);
				if (before != null && !before.equals(state)) {
					this.board.tell(new ProcessChanged(System.currentTimeMillis(), "process", name, state, before));
				}
			}
			this.board.put("processes", nodes);
		}
		catch (ResponseStatusException ex) {
			// it is starting or stopping
		}
	}

	/**
	 * A process was stopped or started.
	 */
	record ProcessChanged(long at, String kind, String name, String state, String was) {

	}

}
