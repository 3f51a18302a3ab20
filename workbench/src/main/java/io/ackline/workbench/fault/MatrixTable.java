package io.ackline.workbench.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows as a table in Markdown, aligned so that it is read in a terminal, too.
 */
record MatrixTable(List<MatrixRow> rows) {

	private static final List<String> COLUMNS = List.of("fault", "rounds", "events", "acknowledged", "lost", "doubled",
			"out of order", "wrongly told", "late", "otherwise wrong", "lost as documented", "longest stall",
			"slowest answer", "load behind", "recovery");

	String text() {
		List<List<String>> lines = new ArrayList<>();
		lines.add(COLUMNS);
		this.rows.forEach((row) -> lines.add(cells(row)));
		int[] widths = new int[COLUMNS.size()];
		lines.forEach((line) -> {
			for (int column = 0; column < line.size(); column++) {
				widths[column] = Math.max(widths[column], line.get(column).length());
			}
		});
		StringBuilder text = new StringBuilder(line(COLUMNS, widths)).append(rule(widths));
		lines.stream().skip(1).forEach((line) -> text.append(line(line, widths)));
		return text.toString();
	}

	private static List<String> cells(MatrixRow row) {
		return List.of(row.fault(), String.valueOf(row.rounds()), String.valueOf(row.events()),
				String.valueOf(row.acknowledged()), String.valueOf(row.lost()), String.valueOf(row.doubled()),
				String.valueOf(row.outOfOrder()), String.valueOf(row.wronglyTold()), String.valueOf(row.late()),
				String.valueOf(row.otherwiseWrong()), String.valueOf(row.lostAsDocumented()),
				Matrix.seconds(row.longestStall()), Matrix.seconds(row.slowestAnswer()),
				(row.behind() != null) ? Matrix.seconds(row.behind()) : "",
				(row.recovery() != null) ? Matrix.seconds(row.recovery()) : "none");
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
