package io.ackline.workbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.events.Event;
import io.ackline.events.payment.PaymentCaptured;
import io.ackline.workbench.evidence.ConsumerApi;
import io.ackline.workbench.evidence.Evidence;
import io.ackline.workbench.load.Payments;
import io.ackline.workbench.verdict.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The promises hold over many events while processes die; the short form of the fault
 * matrix says the same of a few. {@code -Dackline.seed} chooses other events and other
 * moments; the verdicts are in {@code target/verdicts}.
 */
@Tag("full")
@WithLocalCluster
class KillIntegrationTests {

	private static final long SEED = Long.getLong("ackline.seed", 20_261);

	private static final long GROUP_EVENTS = Long.getLong("ackline.events", 200_000);

	private static final int ACCOUNTS = 100;

	private static final int CLIENTS = 32;

	private static final Duration REST = Duration.ofSeconds(60);

	@AfterEach
	void restore(LocalCluster cluster) {
		cluster.restore();
	}

	@Test
	@Timeout(value = 10, unit = TimeUnit.MINUTES)
	void keepsItsPromisesOverManyEventsWhileProcessesAreKilled(LocalCluster cluster) throws Exception {
		judge(cluster, 20_000);
	}

	@Test
	@Timeout(value = 40, unit = TimeUnit.MINUTES)
	void processesEachEventOnceAndInOrderWhileConsumersAreKilledOneAfterAnother(LocalCluster cluster) throws Exception {
		RunningServices services = RunningServices.on(cluster);
		Payments payments = new Payments("group-%d".formatted(SEED), SEED, 10 * ACCOUNTS);
		PaymentRun run = new PaymentRun(services.address(), payments);
		ConsumerGroupKills kills = new ConsumerGroupKills(cluster, 3, SEED);
		alongside(() -> {
			kills.run(Duration.ofSeconds(5));
			return null;
		}, () -> {
			try {
				run.post(payments.events(GROUP_EVENTS), 4 * CLIENTS);
			}
			finally {
				kills.stop();
			}
			return null;
		});
		Evidence evidence = run.evidence(REST.multipliedBy(10));
		Verdict verdict = Verdict.of(evidence);
		keep(payments.run(), verdict);
		assertThat(verdict.findings()).as(verdict.toString()).isEmpty();
		assertThat(verdict.figures().acknowledged()).isEqualTo(GROUP_EVENTS);
		assertThat(kills.count()).isGreaterThan(2);
		assertThat(balances(evidence)).isEqualTo(amounts(payments.events(GROUP_EVENTS).toList()));
	}

	private void judge(LocalCluster cluster, long events) throws Exception {
		RunningServices services = RunningServices.on(cluster);
		Payments payments = new Payments("kill-%d-%d".formatted(events, SEED), SEED, ACCOUNTS);
		PaymentRun run = new PaymentRun(services.address(), payments);
		KillPlan plan = new KillPlan(SEED, events, cluster, run.journal(),
				new ConsumerProgress(new ConsumerApi(services.consumer()), run.journal()));
		alongside(() -> {
			plan.run();
			return null;
		}, () -> {
			run.post(plan.pace(payments.events(events)), CLIENTS);
			return null;
		});
		Evidence evidence = run.evidence(REST);
		Verdict verdict = Verdict.of(evidence);
		keep(payments.run(), verdict);
		assertThat(verdict.findings()).as(verdict.toString()).isEmpty();
		assertThat(verdict.figures().acknowledged()).isEqualTo(events);
		assertThat(verdict.figures().retried()).isPositive();
		assertThat(balances(evidence)).isEqualTo(amounts(payments.events(events).toList()));
	}

	private static void alongside(Callable<Void> plan, Callable<Void> load) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			List<Future<Void>> both = List.of(threads.submit(plan), threads.submit(load));
			for (Future<Void> one : both) {
				one.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static void keep(String run, Verdict verdict) throws IOException {
		Path folder = Files.createDirectories(Path.of("target", "verdicts"));
		Files.writeString(folder.resolve(run + ".txt"), verdict.toString());
	}

	private static Map<String, Long> balances(Evidence evidence) {
		Map<String, Long> sums = new TreeMap<>();
		evidence.accounts()
			.values()
			.forEach((account) -> account.balances()
				.forEach((currency, balance) -> sums.merge(currency, balance, Long::sum)));
		return sums;
	}

	private static Map<String, Long> amounts(List<Event> events) {
		Map<String, Long> sums = new TreeMap<>();
		for (Event event : events) {
			PaymentCaptured payment = JsonMapper.shared().readValue(event.data().bytes(), PaymentCaptured.class);
			long sign = event.type().equals(PaymentCaptured.TYPE) ? 1 : -1;
			sums.merge(payment.currency(), sign * payment.amount(), Long::sum);
		}
		return sums;
	}

}
