package io.ackline.workbench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.process.Folder;

/**
 * A disk of its own for a folder, in memory, that can be full. Whatever works in the
 * folder has to stand still while the disk is put in and taken out. It is mounted in the
 * namespace of this process, and gone with it.
 */
public final class SmallDisk {

	private static final long ROOM = 512L << 20;

	private static final int TRIES = 50;

	private final Path folder;

	private SmallDisk(Path folder) {
		this.folder = folder;
	}

	/**
	 * Puts a folder with all that is in it on a disk with room for more.
	 */
	public static SmallDisk under(Path folder) {
		Path disk = beside(folder);
		Tool.run("mount", "-t", "tmpfs", "-o", "mode=0700", "ackline", disk.toString());
		copy(folder, disk);
		Tool.run("mount", "--move", disk.toString(), folder.toString());
		new Folder(disk).delete();
		SmallDisk small = new SmallDisk(folder);
		small.free();
		return small;
	}

	/**
	 * Leaves no room on the disk.
	 */
	public void fill() {
		// What is being written meanwhile may be more than the disk was to hold.
		for (int attempt = 1; !resize(used()); attempt++) {
			if (attempt == TRIES) {
				throw new ClusterFailure("The disk under %s could not be made full".formatted(this.folder));
			}
		}
	}

	/**
	 * Leaves room on the disk again.
	 */
	public void free() {
		if (!resize(used() + ROOM)) {
			throw new ClusterFailure("The disk under %s could not be made larger".formatted(this.folder));
		}
	}

	/**
	 * Takes the disk out; its content stays in the folder.
	 */
	public void remove() {
		Path content = beside(this.folder);
		copy(this.folder, content);
		Tool.run("umount", this.folder.toString());
		new Folder(this.folder).delete();
		try {
			Files.move(content, this.folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean resize(long bytes) {
		return Tool.succeeds("mount", "-o", "remount,size=" + bytes, this.folder.toString());
	}

	private long used() {
		try {
			FileStore store = Files.getFileStore(this.folder);
			return store.getTotalSpace() - store.getUnallocatedSpace();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path beside(Path folder) {
		try {
			return Files.createTempDirectory(folder.getParent(), folder.getFileName() + ".");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void copy(Path from, Path to) {
		Tool.run("cp", "-a", from + "/.", to.toString());
	}

}
