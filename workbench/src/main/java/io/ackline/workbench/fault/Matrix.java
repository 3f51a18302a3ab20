package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of all rounds, a row a fault.
 */
final class Matrix {

	private static final List<String> COLUMNS = List.of("fault", "rounds", "events", "acknowledged", "dead", "lost",
			"doubled", "out of order", "wrongly told", "late", "otherwise wrong", "lost as documented", "longest stall",
			"slowest answer", "recovery");

	private final Map<String, List<Round.Result>> rounds = new LinkedHashMap<>();

	private final Map<String, String> skipped = new LinkedHashMap<>();

	private final Map<String, String> unjudged = new LinkedHashMap<>();

	synchronized void add(Round.Result result) {
		this.rounds.computeIfAbsent(result.fault(), (fault) -> new ArrayList<>()).add(result.withoutEvidence());
	}

	synchronized void skip(Fault fault) {
		this.skipped.put(fault.name(), "needs " + fault.need().words());
	}

	/**
	 * Notes that a round did not come to a verdict.
	 */
	synchronized void giveUp(Fault fault, long seed, String reason) {
		this.unjudged.put("%s, seed %d".formatted(fault.name(), seed), reason);
	}

	synchronized boolean held() {
		return this.rounds.values().stream().flatMap(List::stream).allMatch(Round.Result::held);
	}

	synchronized boolean judged() {
		return this.unjudged.isEmpty();
	}

	synchronized List<MatrixRow> rows() {
		return this.rounds.entrySet().stream().map((fault) -> MatrixRow.of(fault.getKey(), fault.getValue())).toList();
	}

	synchronized Map<String, String> skipped() {
		return Map.copyOf(this.skipped);
	}

	synchronized Map<String, String> unjudged() {
		return Map.copyOf(this.unjudged);
	}

	/**
	 * Returns the table in Markdown, aligned so that it is read in a terminal, too, and
	 * what was not played below it.
	 */
	synchronized String table() {
		List<List<String>> rows = new ArrayList<>();
		rows.add(COLUMNS);
		rows().forEach((row) -> rows.add(row.cells()));
		int[] widths = new int[COLUMNS.size()];
		rows.forEach((row) -> {
			for (int column = 0; column < row.size(); column++) {
				widths[column] = Math.max(widths[column], row.get(column).length());
			}
		});
		StringBuilder text = new StringBuilder();
		for (int number = 0; number < rows.size(); number++) {
			text.append(line(rows.get(number), widths));
			if (number == 0) {
				text.append(rule(widths));
			}
		}
		text.append("%n".formatted());
		this.skipped.forEach((fault, why) -> text.append("- %s was skipped: it %s%n".formatted(fault, why)));
		this.unjudged.forEach((round, why) -> text.append("- %s was not judged: %s%n".formatted(round, why)));
		return text.toString();
	}

	static String seconds(Duration duration) {
		return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
	}

	private static String line(List<String> row, int[] widths) {
		StringBuilder line = new StringBuilder("|");
		for (int column = 0; column < row.size(); column++) {
			String cell = row.get(column);
			String blanks = " ".repeat(widths[column] - cell.length());
			line.append(' ').append((column == 0) ? cell + blanks : blanks + cell).append(" |");
		}
		return line.append(System.lineSeparator()).toString();
	}

	private static String rule(int[] widths) {
		return Arrays.stream(widths)
			.mapToObj((width) -> "-".repeat(width + 1))
			.collect(Collectors.joining(":|", "|", ":|" + System.lineSeparator()));
	}

}
