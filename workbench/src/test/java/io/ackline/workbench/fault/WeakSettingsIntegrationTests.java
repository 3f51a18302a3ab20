package io.ackline.workbench.fault;

import java.nio.file.Path;
import java.util.Map;

import io.ackline.cluster.Progress;
import io.ackline.workbench.verdict.Breach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Settings that users can choose lose what they are said to lose, and the run says so;
 * the default settings lose nothing in the same hour.
 */
@Tag("full")
@Timeout(600)
class WeakSettingsIntegrationTests {

	private static final long SEED = Long.getLong("ackline.seed", 3);

	private static final double RATE = 200;

	@TempDir
	private Path directory;

	@Test
	void losesNothingByDefault() throws Exception {
		try (Rig rig = Rig.start(Path.of(".."), this.directory, 1, Map.of(), Progress.NONE)) {
			assertThat(play(rig, "leader-lost-before-followers-caught-up").verdict().findings()).isEmpty();
			assertThat(play(rig, "last-in-sync-replica-lost").verdict().findings()).isEmpty();
		}
	}

	@Test
	void reportsWhatAcksOneLosesWithItsLeader() throws Exception {
		try (Rig rig = Rig.start(Path.of(".."), this.directory, 1, Map.of("ACKLINE_TOPICS_PAYMENTS_ACKS", "1"),
				Progress.NONE)) {
			Round.Result result = play(rig, "leader-lost-before-followers-caught-up");
			assertThat(result.held()).isFalse();
			assertThat(result.verdict().count(Breach.LOST)).isPositive();
		}
	}

	@Test
	void reportsWhatAnUncleanElectionLoses() throws Exception {
		try (Rig rig = Rig.start(Path.of(".."), this.directory, 1, Map.of("ACKLINE_TOPICS_PAYMENTS_MININSYNCREPLICAS",
				"1", "ACKLINE_TOPICS_PAYMENTS_UNCLEANLEADERELECTION", "true"), Progress.NONE)) {
			Round.Result result = play(rig, "last-in-sync-replica-lost");
			assertThat(result.held()).isFalse();
			assertThat(result.verdict().count(Breach.LOST)).isPositive();
		}
	}

	private static Round.Result play(Rig rig, String fault) throws InterruptedException {
		return new Round(rig, Faults.find(fault).get(0), SEED, RATE).play();
	}

}
