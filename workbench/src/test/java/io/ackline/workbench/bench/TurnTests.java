package io.ackline.workbench.bench;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

class TurnTests {

	private static final HttpTarget TARGET = new HttpTarget(URI.create("http://127.0.0.1/events"), Map.of(),
			HttpTarget.Bodies.inTurn(List.of(Buffer.buffer("{}"))), 10, 201);

	private final Turn turn = new Turn(TARGET, Duration.ofSeconds(1), Duration.ofSeconds(2));

	@Test
	void countsWhatIsAnsweredInItsTime() {
		answer(-500, -100, 201);
		answer(-100, 100, 201);
		answer(500, 600, 201);
		answer(1900, 2100, 201);
		assertThat(this.turn.await().rate()).isEqualTo(2 * 10 / 2.0);
	}

	@Test
	void measuresLatenciesFromWhenRequestsWereDue() {
		answer(-100, 2000, 201);
		answer(0, 100, 201);
		answer(500, 800, 201);
		answer(1900, 2400, 201);
		assertThat(this.turn.await().latency(50)).isCloseTo(300, within(1.0));
		assertThat(this.turn.latency(100)).isCloseTo(500, within(1.0));
	}

	@Test
	void acceptsNoWorkThatWasNotDone() {
		answer(0, 100, 503);
		answer(500, 2100, 201);
		assertThatIllegalStateException().isThrownBy(this.turn::await)
			.withMessage("1 requests to http://127.0.0.1/events were not answered 201; the last of them: 503");
	}

	@Test
	void endsWithoutARequestOnItsWay() {
		answer(0, 1900, 201);
		this.turn.endIfOver(at(2000));
		assertThat(this.turn.await().sent()).isOne();
	}

	private void answer(long dueMillis, long nowMillis, int status) {
		this.turn.count();
		this.turn.end(at(dueMillis), at(nowMillis), status);
	}

	private long at(long millis) {
		return this.turn.begin() + TimeUnit.MILLISECONDS.toNanos(millis);
	}

}
