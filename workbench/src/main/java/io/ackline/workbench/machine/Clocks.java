package io.ackline.workbench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.ackline.cluster.process.ChildSpec;

/**
 * Clocks that nodes have for themselves, by libfaketime: the time of day that such a node
 * sees can be set while it runs. Times that pass are measured as ever, as they are when
 * an operator sets a machine's clock.
 */
public final class Clocks {

	private static final PathMatcher LIBRARY = FileSystems.getDefault()
		.getPathMatcher("glob:/usr/{,local/}lib{,64}/{*/,}faketime/libfaketime.so.1");

	private static final int DEPTH = 4;

	private final Map<String, Path> offsets = new ConcurrentHashMap<>();

	private final Path library;

	private final Path folder;

	private Clocks(Path library, Path folder) {
		this.library = library;
		this.folder = folder;
	}

	/**
	 * Returns the clocks, nothing where libfaketime is not installed.
	 * @param folder where they keep by how much they are wrong
	 */
	static Optional<Clocks> here(Path folder) {
		return Stream.of("/usr/lib", "/usr/lib64", "/usr/local/lib")
			.map(Path::of)
			.filter(Files::isDirectory)
			.flatMap(Clocks::libraries)
			.findFirst()
			.map((library) -> new Clocks(library, folder));
	}

	private static Stream<Path> libraries(Path folder) {
		try (Stream<Path> found = Files.find(folder, DEPTH, (path, attributes) -> LIBRARY.matches(path))) {
			return found.toList().stream();
		}
		catch (IOException | UncheckedIOException ex) {
			return Stream.empty();
		}
	}

	ChildSpec around(ChildSpec spec) {
		Path offset = this.offsets.get(spec.name());
		if (offset == null) {
			return spec;
		}
		// With the fix for monotonic clocks Java's timed waits do not wait at all.
		return spec.with(Map.of("LD_PRELOAD", this.library.toString(), "FAKETIME_TIMESTAMP_FILE", offset.toString(),
				"FAKETIME_CACHE_DURATION", "1", "FAKETIME_DONT_FAKE_MONOTONIC", "1", "FAKETIME_FORCE_MONOTONIC_FIX",
				"0"));
	}

	/**
	 * Gives a node a clock of its own from its next start on; it is right.
	 */
	public void give(String node) {
		this.offsets.put(node, this.folder.resolve(node + ".clock"));
		set(node, Duration.ZERO);
	}

	/**
	 * Sets the clock of a node that has one of its own; the node sees it within some
	 * seconds.
	 * @param ahead by how much the clock is ahead of the right time; negative is behind
	 */
	public void set(String node, Duration ahead) {
		Path offset = this.offsets.get(node);
		if (offset == null) {
			throw new IllegalStateException(node + " has no clock of its own");
		}
		try {
			Files.createDirectories(this.folder);
			Files.writeString(offset, "%+d%n".formatted(ahead.toSeconds()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Takes a node's clock away, from its next start on.
	 */
	public void take(String node) {
		this.offsets.remove(node);
	}

}
