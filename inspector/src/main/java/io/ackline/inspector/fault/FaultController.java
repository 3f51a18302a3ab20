package io.ackline.inspector.fault;

import java.util.Set;

import io.ackline.inspector.live.Board;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Stops and starts processes, and writes steadily meanwhile.
 */
@RestController
class FaultController {

	private static final Set<String> ACTIONS = Set.of("stop", "kill", "pause", "resume", "start");

	private final SupervisorConnection supervisor;

	private final Trickle trickle;

	private final Board board;

	FaultController(SupervisorConnection supervisor, Trickle trickle, Board board) {
		this.supervisor = supervisor;
		this.trickle = trickle;
		this.board = board;
	}

	@PostMapping("/api/faults/{action}")
	Done act(@PathVariable String action, @RequestParam String node) {
		if (!ACTIONS.contains(action)) {
			throw new IllegalArgumentException("An action is one of %s, not '%s'".formatted(ACTIONS, action));
		}
		if (node.equals("inspector") && !action.equals("resume")) {
			throw new IllegalArgumentException(
					"The inspector does not stop itself; ./ackline %s inspector does".formatted(action));
		}
		tell(action, node, "asked", null);
		try {
			String text = this.supervisor.act(action, node);
			tell(action, node, "done", text);
			return new Done(text);
		}
		catch (ResponseStatusException ex) {
			tell(action, node, "failed", ex.getReason());
			throw ex;
		}
	}

	@PostMapping("/api/trickle")
	void start(@RequestParam String topic, @RequestParam(defaultValue = "all") String acks,
			@RequestParam(defaultValue = "5") int rate) {
		this.trickle.start(topic, acks, rate);
	}

	@DeleteMapping("/api/trickle")
	void stop() {
		this.trickle.stop();
	}

	private void tell(String action, String node, String phase, @Nullable String text) {
		this.board.tell(new Fault(System.currentTimeMillis(), "fault", action, node, phase, text));
	}

	/**
	 * What was done.
	 */
	record Done(String text) {

	}

	/**
	 * Something was asked for, was done, or was not.
	 */
	record Fault(long at, String kind, String action, String node, String phase, @Nullable String text) {

	}

}
