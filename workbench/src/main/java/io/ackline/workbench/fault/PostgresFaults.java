package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.List;

/**
 * Faults of the database.
 */
final class PostgresFaults {

	private static final Duration SHORT = Duration.ofSeconds(1);

	private static final Duration LONG = Duration.ofSeconds(6);

	private static final Duration PAUSED = Duration.ofSeconds(30);

	private static final int CUTS = 20;

	private PostgresFaults() {
	}

	static List<Fault> all() {
		return List.of(Fault.of("postgres-killed", PostgresFaults::kill),
				Fault.of("postgres-paused", PostgresFaults::pause),
				Fault.of("postgres-connections-cut", PostgresFaults::cut));
	}

	private static void kill(Rig rig, Moments moments) throws InterruptedException {
		rig.cluster().kill("postgres");
		moments.pause(SHORT, LONG);
		rig.cluster().start("postgres");
	}

	private static void pause(Rig rig, Moments moments) throws InterruptedException {
		rig.cluster().pause("postgres");
		moments.pause(PAUSED);
		rig.cluster().resume("postgres");
	}

	private static void cut(Rig rig, Moments moments) throws InterruptedException {
		for (int time = 0; time < CUTS; time++) {
			rig.database()
				.execute("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()");
			moments.pause(Duration.ZERO, SHORT);
		}
	}

}
