package io.ackline.workbench.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.ackline.workbench.plot.Chart;

/**
 * The tables and plots of what was measured.
 */
final class Report {

	private static final List<Measure> COMPARED = List.of(Measure.RATE, Measure.BUSY_P50, Measure.BUSY_P99, Measure.P50,
			Measure.P99, Measure.SECONDS, Measure.RESIDENT);

	private final Machine machine;

	private final List<String> conditions;

	private final List<Comparison> comparisons = new ArrayList<>();

	private final List<String> failures = new ArrayList<>();

	Report(Machine machine, List<String> conditions) {
		this.machine = machine;
		this.conditions = List.copyOf(conditions);
	}

	void add(Comparison comparison) {
		this.comparisons.add(comparison);
	}

	/**
	 * Notes that something could not be measured.
	 */
	void addFailure(Benchmark benchmark, RuntimeException failure) {
		this.failures.add("**%s** could not be measured: %s".formatted(benchmark.title(), failure));
	}

	boolean isWhole() {
		return this.failures.isEmpty();
	}

	/**
	 * Returns the tables in Markdown: the ratios, then what each was made from. Values
	 * are medians, with the least and the most of all rounds.
	 */
	String markdown() {
		StringBuilder text = new StringBuilder();
		String ratios = this.comparisons.stream().map(Report::ratios).collect(Collectors.joining());
		if (!ratios.isEmpty()) {
			text.append("| benchmark | ratio | measured | to reach | |%n|---|---|--:|--:|---|%n".formatted())
				.append(ratios)
				.append("%n".formatted());
		}
		this.comparisons.forEach((comparison) -> text.append(values(comparison)));
		this.failures.forEach((failure) -> text.append("%s%n%n".formatted(failure)));
		text.append("%s%n".formatted(this.machine.text()));
		this.conditions.forEach((condition) -> text.append("%n- %s".formatted(condition)));
		return text.append("%n".formatted()).toString();
	}

	private static String values(Comparison comparison) {
		List<Measure> measures = comparison.measures();
		StringBuilder table = new StringBuilder(
				"**%s**: %s%n%n| |".formatted(comparison.benchmark().title(), comparison.benchmark().what()));
		measures.forEach((measure) -> table.append(' ').append(measure.unit()).append(" |"));
		table.append("%n|---|".formatted()).append("--:|".repeat(measures.size())).append("%n".formatted());
		comparison.contenders().forEach((contender) -> table.append(row(comparison, contender, measures)));
		return table.append("%n".formatted()).toString();
	}

	private static String row(Comparison comparison, String contender, List<Measure> measures) {
		return "| %s | %s |%n".formatted(contender,
				measures.stream()
					.map((measure) -> comparison.spread(contender, measure)
						.map((spread) -> "%s (%s–%s)".formatted(measure.format(spread.median()),
								measure.format(spread.least()), measure.format(spread.most())))
						.orElse(""))
					.collect(Collectors.joining(" | ")));
	}

	private static String ratios(Comparison comparison) {
		if (comparison.benchmark().isExperiment()) {
			return "";
		}
		StringBuilder rows = new StringBuilder();
		for (String other : comparison.contenders().subList(1, comparison.contenders().size())) {
			for (Measure measure : COMPARED) {
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
			.filter((candidate) -> candidate.measure() == measure && candidate.isAgainst(other))
			.findFirst();
		return "| %s | %s ÷ %s, %s | %.2f (%.2f–%.2f) | %s | %s |%n".formatted(comparison.benchmark().title(),
				comparison.contenders().get(0), other, measure.unit(), ratio.median(), ratio.least(), ratio.most(),
				goal.map(Goal::text).orElse(""),
				goal.map((wanted) -> wanted.isReached(ratio.median()) ? "reached" : "missed").orElse(""));
	}

	/**
	 * Returns a plot of each benchmark, by its title.
	 */
	Map<String, Chart> charts() {
		Map<String, Chart> charts = new LinkedHashMap<>();
		this.comparisons.forEach((comparison) -> charts.put(comparison.benchmark().title(),
				comparison.benchmark().figure().of(comparison)));
		return charts;
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
		return Map.of("machine", this.machine, "conditions", this.conditions, "benchmarks",
				this.comparisons.stream().map(Comparison::values).toList());
	}

}
