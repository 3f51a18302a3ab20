package io.ackline.workbench;

import java.time.Duration;
import java.util.Map;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.events.Event;
import io.ackline.events.EventRecords;
import io.ackline.workbench.evidence.Identity;
import io.ackline.workbench.load.Payments;
import io.ackline.workbench.verdict.Breach;
import io.ackline.workbench.verdict.Finding;
import io.ackline.workbench.verdict.Verdict;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

@WithLocalCluster
class PaymentRunIntegrationTests {

	@Test
	void findsAnEventThatNobodySent(LocalCluster cluster) throws Exception {
		RunningServices services = RunningServices.on(cluster);
		Payments payments = new Payments("forged", 5, 10);
		PaymentRun run = new PaymentRun(services.address(), payments);
		run.post(payments.events(100), 8);
		Event forged = payments.event(100);
		write(cluster, forged);
		Verdict verdict = Verdict.of(run.evidence(Duration.ofSeconds(30)));
		assertThat(verdict.findings()).extracting(Finding::breach, Finding::subject)
			.containsExactly(tuple(Breach.NEVER_SENT, Identity.of(forged).toString()));
		assertThat(verdict.figures().acknowledged()).isEqualTo(100);
	}

	private static void write(LocalCluster cluster, Event event) throws Exception {
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", cluster.bootstrapServers()), new ByteArraySerializer(),
				new ByteArraySerializer())) {
			producer.send(EventRecords.toRecord(Payments.TOPIC, null, event)).get();
		}
	}

}
