package io.ackline.consumer.receipt;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.consumer.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@WithLocalCluster
class PurgeIntegrationTests {

	private TestDatabase database;

	private JdbcTemplate jdbc;

	private Purge purge;

	@BeforeEach
	void createDatabase(LocalCluster cluster) {
		this.database = new TestDatabase(cluster, "purge_" + System.nanoTime());
		this.jdbc = this.database.jdbc();
		this.purge = new Purge(new PurgeableReceipts(this.jdbc),
				new PurgeProperties(Duration.ofDays(7), Duration.ofMinutes(1), 10), this.database.transaction(),
				new SimpleMeterRegistry());
	}

	@AfterEach
	void close() {
		this.database.close();
	}

	private List<Long> offsets() {
		return this.jdbc.queryForList("select \"offset\" from receipts order by 1", Long.class);
	}

	private List<Long> purgedThrough() {
		return this.jdbc.queryForList("select purged_through from partition_progress order by topic_id, partition",
				Long.class);
	}

	@Test
	void purgesWhatIsOldInStepsAndAnnouncesIt() throws Exception {
		this.database.addReceipts("orders", 0, 0, 24, "8 days");
		this.database.addReceipts("orders", 0, 30, 32, "6 days");
		this.database.setProgress("orders", 0, 33);
		assertThat(this.purge.run()).isEqualTo(25);
		assertThat(offsets()).containsExactly(30L, 31L, 32L);
		assertThat(purgedThrough()).containsExactly(29L);
		assertThat(this.purge.run()).isZero();
	}

	@Test
	void announcesNothingWhereNothingIsOld() throws Exception {
		this.database.addReceipts("orders", 0, 5, 6, "6 days");
		this.database.setProgress("orders", 0, 7);
		this.database.setProgress("orders", 1, 100);
		assertThat(this.purge.run()).isZero();
		assertThat(purgedThrough()).containsExactly(-1L, -1L);
	}

	@Test
	void purgesAPartitionThatNobodyWritesToAnyMoreToItsEnd() throws Exception {
		this.database.addReceipts("gone", 0, 0, 4, "8 days");
		this.database.setProgress("gone", 0, 9);
		this.jdbc.update("update partition_progress set updated_at = now() - interval '8 days'");
		assertThat(this.purge.run()).isEqualTo(5);
		assertThat(purgedThrough()).containsExactly(8L);
	}

	@Test
	void staysBehindTheProgressOfAGroupThatWasMovedBack() throws Exception {
		this.database.addReceipts("orders", 0, 0, 9, "8 days");
		this.database.setProgress("orders", 0, 4);
		this.purge.run();
		assertThat(offsets()).containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
		assertThat(purgedThrough()).containsExactly(3L);
	}

	@Test
	void leavesWhatIsNotSettledUntilItWasSettledForLong() throws Exception {
		this.database.addReceipts("orders", 0, 0, 4, "8 days");
		this.database.setProgress("orders", 0, 5);
		this.jdbc.update("update receipts set state = 'dead', processed_at = null where \"offset\" = 1");
		this.jdbc.update("update receipts set state = 'retrying', processed_at = null where \"offset\" = 2");
		this.jdbc.update("update receipts set processed_at = now() where \"offset\" = 3");
		assertThat(this.purge.run()).isEqualTo(2);
		assertThat(offsets()).containsExactly(1L, 2L, 3L);
		assertThat(this.purge.sweep()).isZero();
		this.jdbc.update("update receipts set processed_at = now() - interval '8 days' where \"offset\" = 3");
		assertThat(this.purge.sweep()).isOne();
		assertThat(offsets()).containsExactly(1L, 2L);
	}

	@Test
	void leavesItToTheInstanceThatIsAtIt() {
		this.database.addReceipts("orders", 0, 0, 4, "8 days");
		this.database.setProgress("orders", 0, 5);
		this.database.transaction().executeWithoutResult((status) -> {
			this.jdbc.queryForList("select pg_advisory_xact_lock(hashtext('ackline.purge'))");
			assertThat(runAsAnother()).isZero();
		});
		assertThat(runAsAnother()).isEqualTo(5);
	}

	private int runAsAnother() {
		return CompletableFuture.supplyAsync(() -> {
			try {
				return this.purge.run();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}).join();
	}

}
