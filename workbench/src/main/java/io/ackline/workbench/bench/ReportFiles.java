package io.ackline.workbench.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.ackline.workbench.plot.Chart;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A report as files in a folder.
 *
 * @param name what they are named by
 */
record ReportFiles(Path folder, String name) {

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	/**
	 * Returns the file with the tables.
	 */
	Path tables() {
		return this.folder.resolve(this.name + ".md");
	}

	/**
	 * Writes the tables, every round as JSON, and the plots, over those that are there.
	 */
	void write(Report report) throws IOException {
		Files.createDirectories(this.folder);
		Files.writeString(tables(), report.markdown());
		Files.writeString(this.folder.resolve(this.name + ".json"), JSON.writeValueAsString(report.values()) + "\n");
		for (Map.Entry<String, Chart> chart : report.charts().entrySet()) {
			Files.writeString(this.folder.resolve(chart.getKey() + ".svg"), chart.getValue().svg());
		}
	}

}
