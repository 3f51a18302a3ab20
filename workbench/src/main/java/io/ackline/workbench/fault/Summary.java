package io.ackline.workbench.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the reports of several runs say together, a row a fault, in the order of the
 * faults.
 */
final class Summary {

	private final Map<String, MatrixRow> rows = new LinkedHashMap<>();

	private final List<String> notes = new ArrayList<>();

	/**
	 * Reads reports.
	 * @throws IOException if one cannot be read, or is none
	 */
	static Summary of(List<Path> reports) throws IOException {
		Summary summary = new Summary();
		for (Path report : reports) {
			summary.add(report.getFileName().toString(), Report.read(report));
		}
		return summary;
	}

	private void add(String name, Report.Content content) {
		content.rows().forEach((row) -> this.rows.merge(row.fault(), row, MatrixRow::plus));
		if (!content.settings().isEmpty()) {
			this.notes.add("%s was with %s".formatted(name, content.settings()));
		}
		content.unjudged().forEach((round, why) -> this.notes.add("%s was not judged: %s".formatted(round, why)));
	}

	boolean held() {
		return this.rows.values().stream().allMatch(MatrixRow::held);
	}

	/**
	 * Returns the table in Markdown, and below it what it does not show: other settings
	 * than the defaults, and rounds without a verdict.
	 */
	String text() {
		List<String> order = Faults.all().stream().map(Fault::name).toList();
		List<MatrixRow> sorted = this.rows.values()
			.stream()
			.sorted(Comparator.comparingInt((row) -> order.indexOf(row.fault())))
			.toList();
		StringBuilder text = new StringBuilder(new MatrixTable(sorted).text());
		text.append("%n%d rounds of %d faults, %d events, %d of them acknowledged.%n".formatted(
				sorted.stream().mapToInt(MatrixRow::rounds).sum(), sorted.size(),
				sorted.stream().mapToLong(MatrixRow::events).sum(),
				sorted.stream().mapToLong(MatrixRow::acknowledged).sum()));
		if (!this.notes.isEmpty()) {
			text.append("%n".formatted());
			this.notes.forEach((note) -> text.append("- %s%n".formatted(note)));
		}
		return text.toString();
	}

}
