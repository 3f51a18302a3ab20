package io.ackline.consumer.stock;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.consumer.TestDatabase;
import io.ackline.events.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@WithLocalCluster
class StockIntegrationTests {

	private final Event event = Event
		.builder("o-1", "/shop", "order.placed", OffsetDateTime.of(2026, 11, 23, 20, 0, 0, 0, ZoneOffset.UTC))
		.build();

	private TestDatabase database;

	private JdbcTemplate jdbc;

	@BeforeEach
	void createTable(LocalCluster cluster) {
		this.database = new TestDatabase(cluster, "stock");
		this.jdbc = this.database.jdbc();
		this.jdbc.execute("create table stock (sku text primary key, reserved int not null)");
		this.jdbc.execute("insert into stock values ('s-1', 5)");
	}

	@AfterEach
	void close() {
		this.database.close();
	}

	@Test
	void reservesWhatIsOrdered() {
		new Stock(this.jdbc).handle(this.event, new Stock.Order("s-1", 2));
		assertThat(this.jdbc.queryForObject("select reserved from stock", Integer.class)).isEqualTo(7);
	}

}
