package io.ackline.producer.publish;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.HttpAnswer;
import io.ackline.producer.ServiceProcess;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * More bodies at once than a small heap could hold.
 */
@WithLocalCluster
class ManyBodiesIntegrationTests {

	private static final int AT_ONCE = 64;

	private static final String PAYMENTS = "/api/v1/topics/payments/events";

	private static final String EVENT = "{\"type\":\"payment.noted\",\"data\":\"%s\"}".formatted("x".repeat(800_000));

	private static final String BATCH = "[" + (EVENT + ",").repeat(9) + EVENT + "]";

	private static final String RECORDS = "{\"records\":[%s]}"
		.formatted("{\"value\":\"%s\"},".formatted("x".repeat(800_000)).repeat(9) + "{\"value\":1}");

	@Test
	void refusesBodiesBeforeTheyFillTheHeap(LocalCluster cluster) {
		try (ServiceProcess service = ServiceProcess.start(
				List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"),
				cluster.bootstrapServers())) {
			assertThat(service.http().post(PAYMENTS, EVENT).status()).isEqualTo(201);
			for (int round = 0; round < 2; round++) {
				List<CompletableFuture<HttpAnswer>> answers = IntStream.range(0, AT_ONCE)
					.mapToObj((i) -> post(service, i))
					.toList();
				assertThat(answers).extracting(CompletableFuture::join).allSatisfy(this::isHonest);
				assertThat(answers).extracting(CompletableFuture::join)
					.filteredOn((answer) -> answer.text().contains("ackline.producer.body-memory"))
					.isNotEmpty()
					.allSatisfy((answer) -> {
						assertThat(answer.status()).isEqualTo(503);
						assertThat(answer.header("Retry-After")).isEqualTo("1");
					});
				assertThat(service.http().post(PAYMENTS, EVENT).status()).as("what was taken is given back")
					.isEqualTo(201);
			}
		}
	}

	private static CompletableFuture<HttpAnswer> post(ServiceProcess service, int i) {
		return (i % 4 == 3)
				? service.http()
					.postLater("/topics/payments", RECORDS, "Content-Type", "application/vnd.kafka.json.v2+json")
				: service.http().postLater(PAYMENTS, BATCH);
	}

	private void isHonest(HttpAnswer answer) {
		assertThat(answer.status()).as(answer.text()).isIn(200, 201, 207, 503);
		if (answer.status() == 503 && answer.header("Content-Type").equals("application/problem+json")) {
			assertThat(answer.text("type")).isEqualTo("urn:ackline:problem:overloaded");
			assertThat(answer.text("written")).isEqualTo("no");
		}
	}

}
