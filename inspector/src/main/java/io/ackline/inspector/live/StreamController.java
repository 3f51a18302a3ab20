package io.ackline.inspector.live;

import java.io.IOException;
import java.time.Duration;

import io.ackline.inspector.live.Board.Changes;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The one stream that every page listens to.
 */
@RestController
class StreamController {

	private static final Duration HEARTBEAT = Duration.ofSeconds(5);

	private final Board board;

	StreamController(Board board) {
		this.board = board;
	}

	@GetMapping("/api/stream")
	void stream(HttpServletResponse response) throws IOException, InterruptedException {
		EventStream stream = new EventStream(response);
		this.board.enter();
		try {
			long seen = 0;
			while (this.board.isRunning()) {
				Changes changes = this.board.after(seen, HEARTBEAT);
				if (changes == null) {
					stream.beat();
				}
				else {
					seen = changes.version();
					stream.send(changes.json());
					// What changes at once is told at once, but not a hundred times a
					// second.
					Thread.sleep(50);
				}
			}
		}
		finally {
			this.board.leave();
		}
	}

}
