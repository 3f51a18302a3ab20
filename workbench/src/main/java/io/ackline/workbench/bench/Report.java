package io.ackline.workbench.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The table of what was measured.
 */
final class Report {

	private final Machine machine;

	private final List<Comparison> comparisons = new ArrayList<>();

	Report(Machine machine) {
		this.machine = machine;
	}

	void add(Comparison comparison) {
		this.comparisons.add(comparison);
	}

	/**
	 * Returns the table in Markdown: values are medians, with the least and the most of
	 * all rounds.
	 */
	String markdown() {
		StringBuilder text = new StringBuilder("| benchmark | who |");
		List<Measure> measures = List.of(Measure.values());
		measures.forEach((measure) -> text.append(' ').append(measure.unit()).append(" |"));
		text.append("%n|---|---|".formatted()).append("--:|".repeat(measures.size())).append("%n".formatted());
		this.comparisons.forEach((comparison) -> comparison.contenders()
			.forEach((contender) -> text.append(row(comparison, contender, measures))));
		text.append("%n| benchmark | ratio | measured | to reach | |%n|---|---|--:|--:|---|%n".formatted());
		this.comparisons.forEach((comparison) -> text.append(ratios(comparison)));
		return text.append("%n%s%n".formatted(this.machine.text())).toString();
	}

	private static String row(Comparison comparison, String contender, List<Measure> measures) {
		return "| %s | %s | %s |%n".formatted(comparison.benchmark().title(), contender,
				measures.stream()
					.map((measure) -> comparison.spread(contender, measure)
						.map((spread) -> "%s (%s–%s)".formatted(measure.format(spread.median()),
								measure.format(spread.least()), measure.format(spread.most())))
						.orElse(""))
					.collect(Collectors.joining(" | ")));
	}

	private static String ratios(Comparison comparison) {
		StringBuilder rows = new StringBuilder();
		for (String other : comparison.contenders().subList(1, comparison.contenders().size())) {
			for (Measure measure : List.of(Measure.RATE, Measure.P50, Measure.P99, Measure.SECONDS, Measure.RESIDENT)) {
				comparison.ratio(other, measure)
					.ifPresent((ratio) -> rows.append(ratio(comparison, other, measure, ratio)));
			}
		}
		return rows.toString();
	}

	private static String ratio(Comparison comparison, String other, Measure measure, Spread ratio) {
		Optional<Goal> goal = comparison.benchmark()
			.goals()
			.stream()
			.filter((candidate) -> candidate.measure() == measure && candidate.against().equals(other))
			.findFirst();
		return "| %s | %s ÷ %s, %s | %.2f (%.2f–%.2f) | %s | %s |%n".formatted(comparison.benchmark().title(),
				comparison.contenders().get(0), other, measure.unit(), ratio.median(), ratio.least(), ratio.most(),
				goal.map(Goal::text).orElse(""),
				goal.map((wanted) -> wanted.isReached(ratio.median()) ? "reached" : "missed").orElse(""));
	}

	/**
	 * Returns whether no ratio that is to be reached was missed.
	 */
	boolean allReached() {
		return this.comparisons.stream().allMatch(Comparison::isReached);
	}

	/**
	 * Returns everything that was measured, round by round, to be written as JSON.
	 */
	Map<String, Object> values() {
		return Map.of("machine", this.machine, "benchmarks",
				this.comparisons.stream().map(Comparison::values).toList());
	}

}
