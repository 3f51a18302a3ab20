package io.ackline.workbench.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The matrix in a folder, as Markdown for people and as JSON for tools.
 */
record Report(Path folder) {

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	/**
	 * Writes {@code report.md} and {@code report.json}.
	 */
	void write(Circumstances circumstances, Matrix matrix) throws IOException {
		Files.writeString(this.folder.resolve("report.md"),
				"# Fault matrix%n%n%s%n%s".formatted(circumstances.text(), matrix.table()));
		Files.writeString(this.folder.resolve("report.json"), JSON.writeValueAsString(json(circumstances, matrix)));
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
			.put("recoveryMs", (row.recovery() != null) ? (Long) row.recovery().toMillis() : null);
	}

}
