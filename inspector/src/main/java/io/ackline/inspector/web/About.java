package io.ackline.inspector.web;

import java.net.URI;
import java.util.List;

import io.ackline.inspector.InspectorProperties;
import io.ackline.inspector.live.Board;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells pages what they are about and what they may do.
 */
@Component
class About {

	private final InspectorProperties properties;

	private final Board board;

	About(InspectorProperties properties, Board board) {
		this.properties = properties;
		this.board = board;
	}

	@EventListener(ApplicationReadyEvent.class)
	void show() {
		String zookeeper = this.properties.zookeeper();
		this.board.put("about",
				new View(this.properties.bootstrapServers(),
						(zookeeper != null && !zookeeper.isBlank()) ? zookeeper : null, this.properties.producers(),
						this.properties.consumers(), this.properties.write(), this.properties.installation() != null));
	}

	/**
	 * What pages are told.
	 *
	 * @param faults whether processes can be stopped and started
	 */
	record View(String bootstrapServers, @Nullable String zookeeper, List<URI> producers, List<URI> consumers,
			boolean write, boolean faults) {

	}

}
