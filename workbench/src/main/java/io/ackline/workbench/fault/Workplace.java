package io.ackline.workbench.fault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.process.Folder;

/**
 * The folder that a run works in, which is for one run at a time.
 */
record Workplace(Path folder, FileChannel lock) implements AutoCloseable {

	/**
	 * Takes a folder.
	 * @throws ClusterFailure if another run has it
	 */
	static Workplace in(Path folder) throws IOException {
		Files.createDirectories(folder);
		FileChannel lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE);
		if (lock.tryLock() == null) {
			lock.close();
			throw new ClusterFailure("Another ./ackline faults runs in this checkout; wait for it, or end it first");
		}
		Workplace place = new Workplace(folder, lock);
		place.clear();
		return place;
	}

	/**
	 * Returns where the system keeps its data and logs.
	 */
	Path rig() {
		return this.folder.resolve("rig");
	}

	/**
	 * Returns where the evidence of a round goes.
	 */
	Path evidence(String round) {
		return this.folder.resolve("evidence").resolve(round);
	}

	/**
	 * Removes the evidence of the run before.
	 */
	private void clear() {
		new Folder(this.folder.resolve("evidence")).delete();
	}

	@Override
	public void close() throws IOException {
		this.lock.close();
	}

}
