package io.ackline.consumer.database;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Up when the database answers and has its schema.
 */
@Component("databaseHealthIndicator")
class DatabaseHealthIndicator extends AbstractHealthIndicator {

	private final JdbcTemplate jdbc;

	private final DatabaseSchema schema;

	DatabaseHealthIndicator(JdbcTemplate jdbc, DatabaseSchema schema) {
		super("The database does not answer");
		this.jdbc = jdbc;
		this.schema = schema;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		if (!this.schema.isMigrated()) {
			builder.down().withDetail("reason", this.schema.failure());
			return;
		}
		try {
			this.jdbc.queryForObject("select 1", Integer.class);
			builder.up();
		}
		catch (RuntimeException ex) {
			builder.down().withDetail("reason", DatabaseFailures.message(ex));
		}
	}

}
