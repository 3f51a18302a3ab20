package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of all rounds, a row a fault.
 */
final class Matrix {

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
	 * Returns the table in Markdown, and what was not played below it.
	 */
	synchronized String table() {
		StringBuilder text = new StringBuilder(new MatrixTable(rows()).text()).append("%n".formatted());
		this.skipped.forEach((fault, why) -> text.append("- %s was skipped: it %s%n".formatted(fault, why)));
		this.unjudged.forEach((round, why) -> text.append("- %s was not judged: %s%n".formatted(round, why)));
		return text.toString();
	}

	static String seconds(Duration duration) {
		return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
	}

}
