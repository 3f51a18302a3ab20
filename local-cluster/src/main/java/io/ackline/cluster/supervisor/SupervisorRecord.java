package io.ackline.cluster.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import io.ackline.cluster.process.ProcessIdentity;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a supervisor leaves for those who want to speak to it, readable by its user alone.
 *
 * @param process which process it is
 * @param port where it listens on the loopback interface
 * @param secret what a request has to carry
 */
record SupervisorRecord(ProcessIdentity process, int port, String secret) {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	/**
	 * Returns the record of the supervisor that runs, nothing if none does.
	 */
	static Optional<SupervisorRecord> find(Layout layout) {
		try {
			SupervisorRecord found = JSON.readValue(Files.readAllBytes(layout.record()), SupervisorRecord.class);
			return found.process().find().map((process) -> found);
		}
		catch (IOException | JacksonException ex) {
			return Optional.empty();
		}
	}

	void write(Layout layout) throws IOException {
		Path draft = layout.record().resolveSibling("supervisor.json.new");
		Files.deleteIfExists(draft);
		Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		Files.write(draft, JSON.writeValueAsBytes(this));
		Files.move(draft, layout.record(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	static void delete(Layout layout) throws IOException {
		Files.deleteIfExists(layout.record());
	}

}
