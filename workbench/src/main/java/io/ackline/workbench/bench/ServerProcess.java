package io.ackline.workbench.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The process on this machine that serves an address, as Linux tells of it in
 * {@code /proc}; elsewhere nothing is known of it.
 */
final class ServerProcess {

	private static final Path PROC = Path.of("/proc");

	private static final List<String> SOCKETS = List.of("net/tcp", "net/tcp6");

	private static final String LISTENS = "0A";

	private static final double KIB_A_MIB = 1024;

	private ServerProcess() {
	}

	/**
	 * Returns how much memory it has, in MiB, if that can be seen.
	 */
	static OptionalDouble resident(URI address) {
		try {
			Optional<Path> process = socket(address.getPort()).flatMap(ServerProcess::owner);
			return process.isPresent() ? OptionalDouble.of(resident(process.get())) : OptionalDouble.empty();
		}
		catch (IOException ex) {
			return OptionalDouble.empty();
		}
	}

	private static Optional<String> socket(int port) {
		String suffix = ":%04X".formatted(port);
		return SOCKETS.stream()
			.map(PROC::resolve)
			.filter(Files::isReadable)
			.flatMap(ServerProcess::lines)
			.map((line) -> line.strip().split("\\s+"))
			.filter((fields) -> fields[1].endsWith(suffix) && fields[3].equals(LISTENS))
			.map((fields) -> "socket:[" + fields[9] + "]")
			.findFirst();
	}

	private static Stream<String> lines(Path file) {
		try {
			return Files.readAllLines(file).stream().skip(1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Optional<Path> owner(String socket) {
		try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
			for (Path process : processes) {
				if (holds(process, socket)) {
					return Optional.of(process);
				}
			}
			return Optional.empty();
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	private static boolean holds(Path process, String socket) {
		try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
			for (Path file : files) {
				if (Files.readSymbolicLink(file).toString().equals(socket)) {
					return true;
				}
			}
			return false;
		}
		catch (IOException ex) {
			return false; // it is another's, or gone
		}
	}

	private static double resident(Path process) throws IOException {
		return Files.readAllLines(process.resolve("status"))
			.stream()
			.filter((line) -> line.startsWith("VmRSS:"))
			.mapToDouble((line) -> Double.parseDouble(line.replaceAll("\\D", "")) / KIB_A_MIB)
			.findFirst()
			.orElseThrow(() -> new IOException(process + " tells no VmRSS"));
	}

}
