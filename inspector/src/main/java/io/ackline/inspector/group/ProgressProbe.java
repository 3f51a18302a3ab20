package io.ackline.inspector.group;

import java.time.Duration;

import io.ackline.inspector.live.Board;
import io.ackline.inspector.live.Probe;
import io.ackline.inspector.service.Services;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * Looks at what Ackline's consumer says of its own group: its progress as its database
 * has it, what is paused, and what partitions wait for.
 */
@Component
class ProgressProbe implements Probe {

	private final Services services;

	private final Board board;

	ProgressProbe(Services services, Board board) {
		this.services = services;
		this.board = board;
	}

	@Override
	public Duration interval() {
		return Duration.ofSeconds(2);
	}

	@Override
	public void look() {
		JsonNode group = this.services.consumer().find("/api/v1/group");
		if (group != null) {
			this.board.put("progress", group);
		}
	}

}
