package io.ackline.workbench.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.ackline.workbench.evidence.Evidence;

/**
 * Which promises did not hold, and what happened in numbers. It follows from the evidence
 * alone.
 *
 * @param findings each promise that was broken, for each event; none if all held
 * @param figures what happened
 */
public record Verdict(List<Finding> findings, Figures figures) {

	private static final int MOST_SHOWN = 20;

	static final List<Check> CHECKS = List.of(new AnswerCheck(), new LogCheck(), new OrderCheck(), new ReceiptCheck(),
			new LedgerCheck(), new DeadlineCheck(), new DelayCheck());

	public Verdict {
		findings = List.copyOf(findings);
	}

	/**
	 * Judges the evidence, of which nothing special is expected.
	 */
	public static Verdict of(Evidence evidence) {
		return of(evidence, Expectations.NONE);
	}

	/**
	 * Judges the evidence.
	 */
	public static Verdict of(Evidence evidence, Expectations due) {
		LogIndex log = new LogIndex(evidence);
		List<Finding> findings = new ArrayList<>();
		CHECKS.forEach((check) -> check.check(evidence, log, due, findings::add));
		return new Verdict(findings, Figures.of(evidence, log));
	}

	/**
	 * Returns for how many events or accounts promises were broken in a way.
	 */
	public long count(Breach breach) {
		return this.findings.stream()
			.filter((finding) -> finding.breach() == breach)
			.map(Finding::subject)
			.distinct()
			.count();
	}

	/**
	 * Returns the verdict as a table with the first findings below it, for people to
	 * read.
	 */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		rows().forEach((name, value) -> text.append("%-20s %10s%n".formatted(name, value)));
		text.append(this.findings.isEmpty() ? "Every promise held.%n".formatted()
				: "%d findings:%n".formatted(this.findings.size()));
		text.append(this.findings.stream()
			.limit(MOST_SHOWN)
			.map((finding) -> "  %s%n".formatted(finding))
			.collect(Collectors.joining()));
		if (this.findings.size() > MOST_SHOWN) {
			text.append("  and %d more%n".formatted(this.findings.size() - MOST_SHOWN));
		}
		return text.toString();
	}

	private Map<String, String> rows() {
		Map<String, String> rows = new LinkedHashMap<>();
		rows.put("events", String.valueOf(this.figures.events()));
		rows.put("tries", String.valueOf(this.figures.tries()));
		rows.put("acknowledged", String.valueOf(this.figures.acknowledged()));
		rows.put("unknown", String.valueOf(this.figures.unknown()));
		rows.put("refused", String.valueOf(this.figures.refused()));
		rows.put("retried", String.valueOf(this.figures.retried()));
		rows.put("duplicates in log", String.valueOf(this.figures.duplicates()));
		rows.put("lost as documented", String.valueOf(this.figures.lostAsDocumented()));
		rows.put("dead", String.valueOf(this.figures.dead()));
		Arrays.stream(Breach.values()).forEach((breach) -> rows.put(breach.words(), String.valueOf(count(breach))));
		rows.put("longest stall", seconds(this.figures.longestStall().toNanos()));
		rows.put("slowest answer", seconds(this.figures.slowestAnswer().toNanos()));
		return rows;
	}

	private static String seconds(long nanos) {
		return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
	}

}
