package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.List;

import io.ackline.workbench.machine.SealedFolder;
import io.ackline.workbench.machine.SmallDisk;

/**
 * Faults of disks.
 */
final class DiskFaults {

	private static final Duration SHORT = Duration.ofSeconds(5);

	private static final Duration LONG = Duration.ofSeconds(15);

	private DiskFaults() {
	}

	static List<Fault> all() {
		return List.of(new Fault("leader-log-unwritable", Fault.Need.PERMISSIONS, DiskFaults::seal),
				new Fault("leader-disk-full", Fault.Need.MOUNTS,
						(rig, moments) -> fill(rig, moments, rig.node(BrokerFaults.leader(rig, moments)))),
				new Fault("postgres-disk-full", Fault.Need.MOUNTS, (rig, moments) -> fill(rig, moments, "postgres")));
	}

	private static void seal(Rig rig, Moments moments) throws InterruptedException {
		String broker = rig.node(BrokerFaults.leader(rig, moments));
		SealedFolder folder = new SealedFolder(rig.dataOf(broker));
		folder.seal();
		try {
			moments.pause(SHORT, LONG);
		}
		finally {
			folder.open();
		}
		rig.startIfEnded(broker);
	}

	private static void fill(Rig rig, Moments moments, String node) throws InterruptedException {
		rig.cluster().stop(node);
		SmallDisk disk = SmallDisk.under(rig.dataOf(node));
		try {
			rig.cluster().start(node);
			rig.awaitInSync();
			disk.fill();
			moments.pause(SHORT, LONG);
			disk.free();
			rig.startIfEnded(node);
			rig.awaitInSync();
		}
		finally {
			rig.stopIfAlive(node);
			disk.remove();
			rig.cluster().start(node);
		}
	}

}
