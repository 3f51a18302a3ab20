package io.ackline.workbench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder in which, and below which, no file can be made, renamed or deleted. Files that
 * are open go on.
 */
public record SealedFolder(Path path) {

	private static final String SEALED = "r-xr-xr-x";

	private static final String OPEN = "rwxr-xr-x";

	/**
	 * Takes the right to write away.
	 */
	public void seal() {
		permit(this.path, SEALED);
	}

	/**
	 * Gives it back.
	 */
	public void open() {
		if (Files.isDirectory(this.path)) {
			permit(this.path, OPEN);
		}
	}

	private static void permit(Path folder, String permissions) {
		try {
			Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
			try (Stream<Path> entries = Files.list(folder)) {
				List<Path> folders = entries.filter(Files::isDirectory).toList();
				folders.forEach((entry) -> permit(entry, permissions));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
