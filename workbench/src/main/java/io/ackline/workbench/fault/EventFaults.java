package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.List;

import io.ackline.workbench.load.Forms;
import io.ackline.workbench.system.Database;

/**
 * Events that cannot be handled, for a while or ever, and events that come many times.
 * The handlers are made to fail from outside, in the database.
 */
final class EventFaults {

	private static final Duration SHORT = Duration.ofSeconds(1);

	private static final Duration LONG = Duration.ofSeconds(4);

	private static final Duration FAILING = Duration.ofSeconds(15);

	private static final double DOOMED = 0.02;

	private static final int CLIENTS = 4;

	private static final int ACCOUNT = 7;

	private static final int BURSTS = 5;

	private EventFaults() {
	}

	static List<Fault> all() {
		return List.of(
				new Fault("poison", Fault.Need.NOTHING, EventFaults::poison,
						new Load(Forms.ALL, Load.ACCOUNTS, DOOMED, 1, Load.NONE)),
				Fault.of("handler-fails-1-in-10", (rig, moments) -> failHandler(rig, moments, "random() < 0.1")),
				new Fault("one-key-always-fails", Fault.Need.NOTHING,
						(rig, moments) -> failHandler(rig, moments, "new.account like '%-a-" + ACCOUNT + "'"),
						new Load(Forms.ALL, Load.ACCOUNTS, 0, 1, ACCOUNT)),
				new Fault("duplicates-from-many-clients", Fault.Need.NOTHING, EventFaults::duplicates,
						new Load(Forms.ALL, Load.ACCOUNTS, 0, CLIENTS, Load.NONE)));
	}

	/**
	 * Writes records that are no events past the producer, among those that are.
	 */
	private static void poison(Rig rig, Moments moments) throws InterruptedException {
		try (Poison poison = new Poison(rig.cluster().bootstrapServers())) {
			for (int burst = 0; burst < BURSTS; burst++) {
				poison.write(burst, rig.payments().partitions());
				moments.pause(Duration.ZERO, SHORT);
			}
		}
	}

	/**
	 * Lets the ledger's rows raise what says nothing of the database: it is the handler
	 * that fails, for each event by itself.
	 */
	private static void failHandler(Rig rig, Moments moments, String condition) throws InterruptedException {
		Database database = rig.database();
		database.execute("""
				create or replace function made_to_fail() returns trigger language plpgsql as $$
				begin
					if %s then
						raise exception 'made to fail' using errcode = 'P0001';
					end if;
					return new;
				end $$""".formatted(condition));
		try {
			database.execute("create or replace trigger made_to_fail before insert or update on accounts "
					+ "for each row execute function made_to_fail()");
			moments.pause(FAILING);
		}
		finally {
			database.execute("drop function if exists made_to_fail cascade");
		}
	}

	/**
	 * What breaks here are the clients; and of those who have to tell that two are the
	 * same, one dies.
	 */
	private static void duplicates(Rig rig, Moments moments) throws InterruptedException {
		moments.pause(SHORT, LONG);
		String consumer = rig.consumer(moments);
		rig.cluster().kill(consumer);
		moments.pause(SHORT, LONG);
		rig.cluster().start(consumer);
	}

}
