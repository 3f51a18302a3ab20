package io.ackline.cluster.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file that says which processes run for a cluster's directory, so that whoever uses
 * the directory next can end what a killed supervisor may have left.
 */
public final class Ledger {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Path file;

	private final List<Entry> entries = new ArrayList<>();

	public Ledger(Path file) {
		this.file = file;
	}

	/**
	 * Kills the processes that the file names and that are still the same ones, and
	 * returns their names.
	 */
	public synchronized Set<String> sweep() {
		Set<String> names = new HashSet<>();
		for (Entry entry : read()) {
			entry.process().find().ifPresent((process) -> {
				new ProcessTree(process).kill();
				names.add(entry.name());
			});
		}
		write();
		return names;
	}

	synchronized void add(String name, Set<ProcessHandle> processes) {
		Set<Long> known = this.entries.stream().map((entry) -> entry.process().pid()).collect(Collectors.toSet());
		processes.stream()
			.filter((process) -> !known.contains(process.pid()))
			.forEach((process) -> this.entries.add(new Entry(name, ProcessIdentity.of(process))));
		write();
	}

	synchronized void remove(String name) {
		if (this.entries.removeIf((entry) -> entry.name().equals(name))) {
			write();
		}
	}

	private List<Entry> read() {
		try {
			return List.of(JSON.readValue(Files.readAllBytes(this.file), Entry[].class));
		}
		catch (NoSuchFileException ex) {
			return List.of();
		}
		catch (IOException | JacksonException ex) {
			throw new ClusterFailure("Cannot read " + this.file + " (" + ex.getMessage()
					+ "): end the processes of this cluster yourself, then delete that file", ex);
		}
	}

	private void write() {
		Path draft = this.file.resolveSibling(this.file.getFileName() + ".new");
		try {
			Files.write(draft, JSON.writeValueAsBytes(this.entries));
			Files.move(draft, this.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	record Entry(String name, ProcessIdentity process) {
	}

}
