package io.ackline.inspector.live;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.ackline.inspector.live.Board.Changes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class BoardTests {

	private static final Duration SOON = Duration.ofMillis(20);

	private final Board board = new Board(JsonMapper.shared());

	@BeforeEach
	void start() {
		this.board.start();
	}

	@Test
	void tellsANewcomerEverythingAndLaterOnlyWhatChanged() throws Exception {
		this.board.put("a", Map.of("n", 1));
		this.board.put("b", Map.of("n", 2));
		this.board.tell(Map.of("kind", "x"));
		Changes all = this.board.after(0, SOON);
		assertThat(all.json())
			.isEqualTo("{\"first\":true,\"things\":{\"a\":{\"n\":1},\"b\":{\"n\":2}},\"news\":[{\"kind\":\"x\"}]}");
		this.board.put("a", Map.of("n", 1));
		assertThat(this.board.after(all.version(), SOON)).isNull();
		this.board.put("b", Map.of("n", 3));
		assertThat(this.board.after(all.version(), SOON).json())
			.isEqualTo("{\"first\":false,\"things\":{\"b\":{\"n\":3}},\"news\":[]}");
	}

	@Test
	void tellsThatAThingIsGone() throws Exception {
		this.board.put("topic/a", Map.of());
		this.board.put("topic/b", Map.of());
		long seen = this.board.after(0, SOON).version();
		this.board.retain("topic/", Set.of("b"));
		assertThat(this.board.after(seen, SOON).json()).contains("\"things\":{\"topic/a\":null}");
	}

	@Test
	void wakesWhoWaitsForAChangeAndWhenItStops() throws Exception {
		CompletableFuture<Changes> waiting = CompletableFuture.supplyAsync(() -> after(0));
		this.board.put("a", Map.of());
		assertThat(waiting.get(5, TimeUnit.SECONDS)).isNotNull();
		CompletableFuture<Changes> last = CompletableFuture.supplyAsync(() -> after(1));
		this.board.stop();
		assertThat(last.get(5, TimeUnit.SECONDS)).isNull();
	}

	@Test
	void isWatchedWhileSomebodyIsThere() {
		assertThat(this.board.isWatched()).isFalse();
		this.board.enter();
		assertThat(this.board.isWatched()).isTrue();
	}

	private Changes after(long seen) {
		try {
			return this.board.after(seen, Duration.ofSeconds(20));
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
