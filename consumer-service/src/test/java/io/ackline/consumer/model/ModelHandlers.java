package io.ackline.consumer.model;

import java.util.List;
import java.util.function.Supplier;

import io.ackline.consumer.handler.BatchEventHandler;
import io.ackline.consumer.handler.EventHandler;
import io.ackline.consumer.handler.UnprocessableEvent;
import io.ackline.consumer.model.Behaviour.Failure;
import io.ackline.events.Event;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Handlers that do with each event what the run's logs say.
 */
final class ModelHandlers {

	private final JdbcTemplate jdbc;

	private final Supplier<Logs> logs;

	ModelHandlers(JdbcTemplate jdbc, Supplier<Logs> logs) {
		this.jdbc = jdbc;
		this.logs = logs;
	}

	Single single() {
		return new Single();
	}

	Batch batch() {
		return new Batch();
	}

	private void handle(Event event, JsonNode data) {
		int n = data.get("n").asInt();
		Behaviour behaviour = this.logs.get().call(event.id(), n);
		Failure failure = behaviour.isGood() ? null : behaviour.failure();
		if (failure == Failure.BEFORE) {
			throw new IllegalStateException("fails before its effect");
		}
		this.jdbc.update("insert into effects (id, source, n) values (?, ?, ?)", event.id(), event.source(), n);
		if (failure == Failure.AFTER) {
			throw new IllegalStateException("fails after its effect");
		}
		if (failure == Failure.STATEMENT) {
			this.jdbc.execute("select 1 / 0");
		}
		if (failure == Failure.UNPROCESSABLE) {
			throw new UnprocessableEvent("never works");
		}
	}

	/**
	 * Takes one event at a time.
	 */
	final class Single implements EventHandler<JsonNode> {

		@Override
		public String type() {
			return "single.*";
		}

		@Override
		public void handle(Event event, JsonNode data) {
			ModelHandlers.this.handle(event, data);
		}

	}

	/**
	 * Takes many.
	 */
	final class Batch implements BatchEventHandler<JsonNode> {

		@Override
		public String type() {
			return "batch.*";
		}

		@Override
		public void handle(List<Item<JsonNode>> events) {
			events.forEach((item) -> ModelHandlers.this.handle(item.event(), item.data()));
		}

	}

}
