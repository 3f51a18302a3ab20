package io.ackline.workbench.fault;

import java.nio.file.Path;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The fault matrix in short: a few of its rows, at a faster pace, on a smaller system.
 * {@code -Dackline.seed} chooses other events, moments and victims.
 */
@WithLocalCluster
@Timeout(600)
class ShortMatrixIntegrationTests {

	private static final long SEED = Long.getLong("ackline.seed", 20_261);

	private static final double RATE = 150;

	private static final double PACE = 0.2;

	@Test
	void keepsItsPromisesWhateverBreaks(LocalCluster cluster) throws Exception {
		try (Rig rig = Rig.on(cluster, Path.of(".."))) {
			for (String fault : new String[] { "leader-killed", "producer-killed", "consumer-killed", "poison" }) {
				Round.Result result = new Round(rig, Faults.find(fault).get(0), SEED, RATE, PACE).play();
				assertThat(result.verdict().findings())
					.as("%s, seed %d (-Dackline.seed):%n%s", fault, SEED, result.verdict())
					.isEmpty();
				assertThat(result.recovery()).as("recovery from %s, seed %d", fault, SEED).isPresent();
				assertThat(result.verdict().figures().acknowledged()).isEqualTo(result.verdict().figures().events())
					.isGreaterThan(100);
			}
		}
	}

}
