package io.ackline.consumer.model;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

import static org.assertj.core.api.Assertions.fail;

/**
 * The promises hold whatever is done in which order. {@code -Dackline.seed} chooses other
 * runs, {@code -Dackline.script} plays what a failure printed.
 */
@WithLocalCluster
class InboxModelIntegrationTests {

	private static final long SEED = Long.getLong("ackline.seed", 20_261);

	private static final int RUNS = 50;

	private static final Duration SHRINKING = Duration.ofSeconds(60);

	private static Database database;

	private static List<Instance> instances;

	private static Logs logs;

	@BeforeAll
	static void open(LocalCluster cluster) {
		LoggingSystem.get(InboxModelIntegrationTests.class.getClassLoader()).setLogLevel("ROOT", LogLevel.OFF);
		database = new Database(cluster.createDatabase("model"), cluster.jdbcUser(), cluster.jdbcPassword());
		instances = List.of(new Instance("consumer-1", database, () -> logs, false),
				new Instance("consumer-2", database, () -> logs, true),
				new Instance("consumer-3", database, () -> logs, false));
	}

	@AfterAll
	static void close() throws SQLException {
		for (Instance instance : instances) {
			instance.close();
		}
		database.close();
	}

	@Test
	void keepsItsPromisesWhateverHappensInWhichOrder() {
		String script = System.getProperty("ackline.script");
		if (script != null) {
			judge("the script", Script.parse(script));
			return;
		}
		LongStream.range(SEED, SEED + RUNS).forEach((seed) -> judge("seed " + seed, Script.of(seed)));
	}

	@Test
	@Tag("full")
	void keepsItsPromisesInManyMoreRuns() {
		LongStream.range(SEED + RUNS, SEED + 11 * RUNS).forEach((seed) -> judge("seed " + seed, Script.of(seed)));
	}

	private static void judge(String name, Script script) {
		Played first = play(script);
		if (!first.findings().isEmpty()) {
			Script shrunk = new Shrinking((candidate) -> !play(candidate).findings().isEmpty(), SHRINKING)
				.shrink(script);
			Played again = play(shrunk);
			Played last = again.findings().isEmpty() ? first : again;
			fail("Broken by %s: %s%nShrunk from %d to %d choices, play them with -Dackline.script=%s%n%s%n  %s", name,
					first.findings(), script.length(), shrunk.length(), shrunk, last.findings(),
					String.join("\n  ", last.trace()));
		}
	}

	private static Played play(Script script) {
		database.clear();
		logs = new Logs();
		instances.forEach((instance) -> instance.forget(logs));
		Run run = new Run(database, instances, logs);
		return new Played(run.play(script), run.trace());
	}

	/**
	 * What a run came to.
	 */
	private record Played(Set<String> findings, List<String> trace) {
	}

}
