package io.ackline.cluster.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A child's log, read from its end.
 */
public record LogFile(Path path) {

	private static final long WINDOW = 16 * 1024;

	/**
	 * Returns the last lines that are not blank, at most as many as given; none if there
	 * is no log.
	 */
	public List<String> tail(int lines) {
		return tail(lines, 0);
	}

	/**
	 * Returns the same of what was written from the given position on.
	 */
	List<String> tail(int lines, long from) {
		try (RandomAccessFile file = new RandomAccessFile(this.path.toFile(), "r")) {
			long start = Math.max(Math.min(from, file.length()), file.length() - WINDOW);
			byte[] window = new byte[(int) (file.length() - start)];
			file.seek(start);
			file.readFully(window);
			List<String> all = new String(window, StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank())
				.toList();
			return all.subList(Math.max(0, all.size() - lines), all.size());
		}
		catch (IOException ex) {
			return List.of();
		}
	}

	/**
	 * Returns how long the log is.
	 */
	long length() {
		return this.path.toFile().length();
	}

}
