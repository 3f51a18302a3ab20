package io.ackline.workbench.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import io.ackline.events.Event;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Evidence as files that people and tools read, a JSON object a line.
 */
public final class EvidenceFiles {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final Path folder;

	/**
	 * Creates files in a folder, which is made if it is not there.
	 */
	public EvidenceFiles(Path folder) {
		this.folder = folder;
	}

	/**
	 * Writes {@code tries}, {@code log}, {@code receipts}, {@code accounts},
	 * {@code undecodable} and {@code lost}, each {@code .ndjson}.
	 */
	public void write(Evidence evidence) {
		try {
			Files.createDirectories(this.folder);
			long start = evidence.tries().stream().mapToLong(Try::sentAt).min().orElse(0);
			write("tries", evidence.tries(),
					(told, json) -> event(json, told.event()).put("attempt", told.attempt())
						.put("sentMs", (told.sentAt() - start) / 1_000_000)
						.put("answeredMs", (told.answeredAt() - start) / 1_000_000)
						.put("waitedMs", told.waited() / 1_000_000)
						.put("told", told.answer().toString()));
			write("log", evidence.log(), EvidenceFiles::entry);
			write("lost", evidence.lost().records(), EvidenceFiles::entry);
			write("receipts", evidence.receipts(),
					(receipt, json) -> json.put("place", receipt.place().toString())
						.put("id", receipt.identity().id())
						.put("state", receipt.state())
						.put("latencyMs", (receipt.latency() != null) ? (Long) receipt.latency().toMillis() : null));
			write("accounts", new TreeMap<>(evidence.accounts()).entrySet(),
					(account, json) -> json.put("account", account.getKey())
						.put("events", account.getValue().events())
						.put("balances", account.getValue().balances().toString())
						.put("chain", account.getValue().chain()));
			write("undecodable", new TreeMap<>(evidence.undecodable()).entrySet(),
					(entry, json) -> json.put("place", entry.getKey().toString()).put("state", entry.getValue()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The evidence cannot be written to " + this.folder, ex);
		}
	}

	private static void entry(LogRecord entry, ObjectNode json) {
		event(json.put("place", entry.place().toString()), entry.event()).put("attempt", entry.attempt());
	}

	private static ObjectNode event(ObjectNode json, Event event) {
		return json.put("id", event.id())
			.put("type", event.type())
			.put("key", event.key())
			.put("data", String.valueOf(event.data()));
	}

	private <T> void write(String name, Collection<T> lines, BiConsumer<T, ObjectNode> form) throws IOException {
		try (Writer file = Files.newBufferedWriter(this.folder.resolve(name + ".ndjson"))) {
			for (T line : lines) {
				ObjectNode json = JSON.createObjectNode();
				form.accept(line, json);
				file.write(JSON.writeValueAsString(json));
				file.write('\n');
			}
		}
	}

}
