package io.ackline.consumer.database;

import java.util.Objects;

import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The database's schema, migrated when the database first answers rather than when the
 * service starts, so that the service can start before the database does.
 */
public class DatabaseSchema {

	private final Flyway flyway;

	private volatile boolean migrated;

	private volatile @Nullable String failure = "not asked yet";

	DatabaseSchema(Flyway flyway) {
		this.flyway = flyway;
	}

	/**
	 * Migrates the schema, unless that was done.
	 * @return whether it is as it should be
	 */
	public synchronized boolean migrate() {
		if (!this.migrated) {
			try {
				this.flyway.migrate();
				this.migrated = true;
				this.failure = null;
			}
			catch (RuntimeException ex) {
				this.failure = DatabaseFailures.message(ex);
			}
		}
		return this.migrated;
	}

	/**
	 * Returns whether the schema is as it should be.
	 */
	public boolean isMigrated() {
		return this.migrated;
	}

	/**
	 * Returns why the last migration failed.
	 */
	public String failure() {
		return Objects.requireNonNullElse(this.failure, "");
	}

	/**
	 * Keeps Spring Boot from migrating while it starts.
	 */
	@Configuration(proxyBeanMethods = false)
	static class SchemaConfiguration {

		@Bean
		FlywayMigrationStrategy migrateLater() {
			return (flyway) -> {
			};
		}

		@Bean
		DatabaseSchema databaseSchema(Flyway flyway) {
			return new DatabaseSchema(flyway);
		}

	}

}
