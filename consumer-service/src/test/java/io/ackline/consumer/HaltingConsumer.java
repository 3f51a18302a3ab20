package io.ackline.consumer;

import io.ackline.consumer.handler.EventHandler;
import io.ackline.events.Event;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The application in a process of its own, with a handler that ends it.
 */
public final class HaltingConsumer {

	private HaltingConsumer() {
	}

	public static void main(String[] arguments) {
		SpringApplication.run(new Class<?>[] { ConsumerApplication.class, Halting.class }, arguments);
	}

	/**
	 * A handler that no process survives for some events. The effect of any other is a
	 * row.
	 */
	static final class Halting implements EventHandler<JsonNode> {

		static final String FATAL = "fatal";

		private final JdbcTemplate jdbc;

		Halting(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@Override
		public String type() {
			return "halting.*";
		}

		@Override
		public void handle(Event event, @Nullable JsonNode data) {
			if (event.id().startsWith(FATAL)) {
				Runtime.getRuntime().halt(1);
			}
			this.jdbc.update("insert into test.effects (id) values (?)", event.id());
		}

	}

}
