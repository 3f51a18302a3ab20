package io.ackline.cluster.supervisor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds out who listens on a port: on Linux, for this user's own processes.
 */
final class PortHolder {

	private static final String LISTENING = "0A";

	private PortHolder() {
	}

	/**
	 * Returns a phrase such as {@code java, process 4711}, or how to find out.
	 */
	static String of(int port) {
		Set<String> sockets = new HashSet<>();
		for (String table : List.of("tcp", "tcp6")) {
			sockets.addAll(listening(Path.of("/proc/net", table), port));
		}
		if (!sockets.isEmpty()) {
			try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
				for (Path process : processes) {
					if (holdsAny(process.resolve("fd"), sockets)) {
						return Files.readString(process.resolve("comm")).strip() + ", process " + process.getFileName();
					}
				}
			}
			catch (IOException ex) {
				// It may have gone in the meantime.
			}
		}
		return "find out with: lsof -nP -iTCP:" + port + " -sTCP:LISTEN";
	}

	private static Set<String> listening(Path table, int port) {
		Set<String> sockets = new HashSet<>();
		String suffix = String.format(Locale.ROOT, ":%04X", port);
		try {
			for (String line : Files.readAllLines(table)) {
				List<String> fields = List.of(line.strip().split("\\s+", -1));
				if (fields.size() > 9 && fields.get(1).endsWith(suffix) && fields.get(3).equals(LISTENING)) {
					sockets.add("socket:[" + fields.get(9) + "]");
				}
			}
		}
		catch (IOException ex) {
			// There is no such table: not Linux, or no IPv6.
		}
		return sockets;
	}

	private static boolean holdsAny(Path descriptors, Set<String> sockets) {
		try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
			for (Path link : links) {
				if (sockets.contains(Files.readSymbolicLink(link).toString())) {
					return true;
				}
			}
			return false;
		}
		catch (IOException ex) {
			// Somebody else's process, or one that has just ended.
			return false;
		}
	}

}
