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

	private static final int WINDOW = 16 * 1024;

	/**
	 * Returns the last lines, at most as many as given; none if there is no log.
	 */
	public List<String> tail(int lines) {
		try (RandomAccessFile file = new RandomAccessFile(this.path.toFile(), "r")) {
			byte[] window = new byte[(int) Math.min(WINDOW, file.length())];
			file.seek(file.length() - window.length);
			file.readFully(window);
			List<String> all = new String(window, StandardCharsets.UTF_8).lines().toList();
			return all.subList(Math.max(0, all.size() - lines), all.size());
		}
		catch (IOException ex) {
			return List.of();
		}
	}

}
