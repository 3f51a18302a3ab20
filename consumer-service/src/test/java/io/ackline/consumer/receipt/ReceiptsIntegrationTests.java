package io.ackline.consumer.receipt;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.consumer.TestDatabase;
import io.ackline.consumer.topic.ClusterAdmin;
import io.ackline.consumer.topic.TopicIds;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

import static org.assertj.core.api.Assertions.assertThat;

@WithLocalCluster
class ReceiptsIntegrationTests {

	private static final int EACH = 40_000;

	private static final Pattern ROWS = Pattern.compile("actual time=\\S+ rows=(\\d+)");

	@Test
	void areFoundByIndexesWhateverTheyAreFilteredBy(LocalCluster cluster) {
		try (TestDatabase database = new TestDatabase(cluster, "receipts")) {
			JdbcTemplate jdbc = database.jdbc();
			for (String topic : List.of("orders", "parcels")) {
				for (int partition = 0; partition < 2; partition++) {
					database.addReceipts(topic, partition, 0, EACH - 1, "1 day");
					database.setProgress(topic, partition, EACH);
				}
			}
			jdbc.update("update receipts set state = 'dead' where \"offset\" % 10000 = 0");
			jdbc.execute("analyze receipts");
			Receipts receipts = new Receipts(jdbc, new TopicIds(new ClusterAdmin(new KafkaAdmin(Map.of()))));
			for (String filter : List.of("", "topic=orders", "topic=parcels&partition=1", "state=dead",
					"state=dead&topic=parcels", "state=processed", "state=held", "key=key-7", "key=key-7&topic=orders",
					"key=none", "source=/source-3", "source=/none", "id=orders-0-5", "id=none", "source=/none&key=none",
					"topic=orders&partition=0&offset=39999")) {
				pagesThrough(receipts, jdbc, filter);
			}
		}
	}

	private static void pagesThrough(Receipts receipts, JdbcTemplate jdbc, String filter) {
		MultiValueMap<String, String> parameters = parameters(filter);
		parameters.add("limit", "7");
		ReceiptPage page = receipts.find(ReceiptQuery.of(parameters));
		requireIndexes(receipts, jdbc, parameters, filter);
		if (page.next() != null) {
			assertThat(page.receipts()).as(filter).hasSize(7);
			parameters.add("cursor", page.next());
			requireIndexes(receipts, jdbc, parameters, filter + " with cursor");
			assertThat(receipts.find(ReceiptQuery.of(parameters)).receipts()).as(filter)
				.isNotEmpty()
				.doesNotContainAnyElementsOf(page.receipts());
		}
	}

	private static MultiValueMap<String, String> parameters(String filter) {
		return new LinkedMultiValueMap<>(UriComponentsBuilder.newInstance().query(filter).build().getQueryParams());
	}

	/**
	 * Requires that a statement reads few pages, which it can by indexes only.
	 */
	private static void requireIndexes(Receipts receipts, JdbcTemplate jdbc, MultiValueMap<String, String> parameters,
			String filter) {
		ReceiptStatement statement = receipts.statement(ReceiptQuery.of(parameters));
		String plan = String.join("\n", jdbc.queryForList("explain (analyze, buffers) " + statement.sql(), String.class,
				statement.values().toArray()));
		assertThat(plan).as(filter).doesNotContain("Seq Scan");
		Matcher rows = ROWS.matcher(plan);
		while (rows.find()) {
			assertThat(Integer.parseInt(rows.group(1))).as(filter + "\n" + plan).isLessThan(1000);
		}
	}

}
