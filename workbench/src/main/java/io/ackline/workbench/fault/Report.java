package io.ackline.workbench.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The matrix in a folder, as Markdown for people and as JSON for tools. The JSON of each
 * run stays there, so that several can be summed up.
 */
record Report(Path folder) {

	private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
		.withZone(ZoneOffset.UTC);

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	/**
	 * Writes {@code report.md} and {@code report.json}, and the latter once more under
	 * the time when the run began.
	 */
	void write(Circumstances circumstances, Matrix matrix) throws IOException {
		Files.writeString(this.folder.resolve("report.md"),
				"# Fault matrix%n%n%s%n%s".formatted(circumstances.text(), matrix.table()));
		String json = JSON.writeValueAsString(json(circumstances, matrix)) + System.lineSeparator();
		Files.writeString(this.folder.resolve("report.json"), json);
		Path kept = Files.createDirectories(this.folder.resolve("reports"));
		Files.writeString(kept.resolve(NAME.format(circumstances.started()) + ".json"), json);
	}

	/**
	 * Reads a report's JSON.
	 * @throws IOException if it cannot be read, or is none
	 */
	static Content read(Path file) throws IOException {
		try {
			JsonNode json = JSON.readTree(Files.readString(file));
			return new Content(json.required("faults").values().stream().map(Report::row).toList(),
					texts(json.path("settings")), texts(json.path("notJudged")));
		}
		catch (JacksonException | IllegalArgumentException ex) {
			throw new IOException("%s is no report of ./ackline faults: %s".formatted(file, ex.getMessage()), ex);
		}
	}

	private static SortedMap<String, String> texts(JsonNode object) {
		SortedMap<String, String> texts = new TreeMap<>();
		object.properties().forEach((property) -> texts.put(property.getKey(), property.getValue().asString()));
		return texts;
	}

	private static ObjectNode json(Circumstances circumstances, Matrix matrix) {
		ObjectNode json = JSON.createObjectNode()
			.put("started", circumstances.started().toString())
			.put("seed", circumstances.seed())
			.put("rate", circumstances.rate())
			.put("zookeepers", circumstances.zookeepers())
			.put("machine", circumstances.machine())
			.put("held", matrix.held());
		circumstances.settings().forEach(json.putObject("settings")::put);
		ArrayNode faults = json.putArray("faults");
		matrix.rows().forEach((row) -> faults.add(json(row)));
		matrix.skipped().forEach(json.putObject("skipped")::put);
		matrix.unjudged().forEach(json.putObject("notJudged")::put);
		return json;
	}

	private static ObjectNode json(MatrixRow row) {
		return JSON.createObjectNode()
			.put("fault", row.fault())
			.put("rounds", row.rounds())
			.put("events", row.events())
			.put("acknowledged", row.acknowledged())
			.put("dead", row.dead())
			.put("lost", row.lost())
			.put("doubled", row.doubled())
			.put("outOfOrder", row.outOfOrder())
			.put("wronglyTold", row.wronglyTold())
			.put("late", row.late())
			.put("otherwiseWrong", row.otherwiseWrong())
			.put("lostAsDocumented", row.lostAsDocumented())
			.put("longestStallMs", row.longestStall().toMillis())
			.put("slowestAnswerMs", row.slowestAnswer().toMillis())
			.put("loadBehindMs", millis(row.behind()))
			.put("recoveryMs", millis(row.recovery()));
	}

	private static @Nullable Long millis(@Nullable Duration duration) {
		return (duration != null) ? (Long) duration.toMillis() : null;
	}

	private static @Nullable Duration duration(JsonNode millis) {
		return millis.isNumber() ? Duration.ofMillis(millis.asLong()) : null;
	}

	private static MatrixRow row(JsonNode json) {
		return new MatrixRow(json.required("fault").asString(), json.required("rounds").asInt(),
				json.required("events").asLong(), json.required("acknowledged").asLong(), json.path("dead").asLong(),
				json.required("lost").asLong(), json.required("doubled").asLong(), json.required("outOfOrder").asLong(),
				json.required("wronglyTold").asLong(), json.required("late").asLong(),
				json.required("otherwiseWrong").asLong(), json.required("lostAsDocumented").asLong(),
				Duration.ofMillis(json.required("longestStallMs").asLong()),
				Duration.ofMillis(json.required("slowestAnswerMs").asLong()), duration(json.path("loadBehindMs")),
				duration(json.required("recoveryMs")));
	}

	/**
	 * What a report says.
	 *
	 * @param settings what the environment set for the run
	 * @param unjudged why rounds had no verdict, by round
	 */
	record Content(List<MatrixRow> rows, SortedMap<String, String> settings, SortedMap<String, String> unjudged) {
	}

}
