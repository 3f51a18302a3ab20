package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.ackline.workbench.verdict.Breach;

/**
 * What came of all rounds, a row a fault.
 */
final class Matrix {

	private static final List<String> COLUMNS = List.of("fault", "rounds", "events", "acknowledged", "lost", "doubled",
			"out of order", "wrongly told", "otherwise wrong", "longest stall", "slowest answer", "recovery");

	private final Map<String, List<Round.Result>> rounds = new LinkedHashMap<>();

	private final Map<String, String> skipped = new LinkedHashMap<>();

	void add(Round.Result result) {
		this.rounds.computeIfAbsent(result.fault(), (fault) -> new ArrayList<>()).add(result);
	}

	void skip(Fault fault) {
		this.skipped.put(fault.name(), "skipped: needs " + fault.need().words());
	}

	boolean held() {
		return this.rounds.values().stream().flatMap(List::stream).allMatch(Round.Result::held);
	}

	/**
	 * Returns the table in Markdown, aligned so that it is read in a terminal, too.
	 */
	String table() {
		List<List<String>> rows = new ArrayList<>();
		rows.add(COLUMNS);
		this.rounds.forEach((fault, results) -> rows.add(row(fault, results)));
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
		this.skipped.forEach((fault, why) -> text.append("%n%s %s%n".formatted(fault, why)));
		return text.toString();
	}

	private static List<String> row(String fault, List<Round.Result> results) {
		long known = count(results, Breach.LOST) + count(results, Breach.DOUBLED) + count(results, Breach.OUT_OF_ORDER)
				+ count(results, Breach.WRONGLY_TOLD);
		long all = results.stream().mapToLong((result) -> result.verdict().findings().size()).sum();
		return List.of(fault, String.valueOf(results.size()),
				String.valueOf(results.stream().mapToLong((result) -> result.verdict().figures().events()).sum()),
				String.valueOf(results.stream().mapToLong((result) -> result.verdict().figures().acknowledged()).sum()),
				String.valueOf(count(results, Breach.LOST)), String.valueOf(count(results, Breach.DOUBLED)),
				String.valueOf(count(results, Breach.OUT_OF_ORDER)),
				String.valueOf(count(results, Breach.WRONGLY_TOLD)), String.valueOf(Math.max(0, all - known)),
				seconds(longest(results.stream().map((result) -> result.verdict().figures().longestStall()).toList())),
				seconds(longest(results.stream().map((result) -> result.verdict().figures().slowestAnswer()).toList())),
				recovery(results));
	}

	private static long count(List<Round.Result> results, Breach breach) {
		return results.stream().mapToLong((result) -> result.verdict().count(breach)).sum();
	}

	private static String recovery(List<Round.Result> results) {
		if (results.stream().anyMatch((result) -> result.recovery().isEmpty())) {
			return "none";
		}
		return seconds(longest(results.stream().map((result) -> result.recovery().orElseThrow()).toList()));
	}

	private static Duration longest(List<Duration> durations) {
		return durations.stream().max(Duration::compareTo).orElse(Duration.ZERO);
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
