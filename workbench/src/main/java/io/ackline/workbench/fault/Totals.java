package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.ackline.workbench.verdict.Breach;
import io.ackline.workbench.verdict.Figures;
import io.ackline.workbench.verdict.Finding;
import io.ackline.workbench.verdict.Verdict;

/**
 * What several verdicts say together.
 */
final class Totals {

	private static final int MOST_KEPT = 100;

	private final Map<Breach, Long> counts = new EnumMap<>(Breach.class);

	private final List<Finding> findings = new ArrayList<>();

	private long events;

	private long acknowledged;

	private long dead;

	private Duration stall = Duration.ZERO;

	private Duration slowest = Duration.ZERO;

	private Duration behind = Duration.ZERO;

	/**
	 * Adds a verdict.
	 * @param behind how far the load fell behind its times at most
	 */
	synchronized void add(Verdict verdict, Duration behind) {
		Figures figures = verdict.figures();
		this.events += figures.events();
		this.acknowledged += figures.acknowledged();
		this.dead += figures.dead();
		this.stall = longer(this.stall, figures.longestStall());
		this.slowest = longer(this.slowest, figures.slowestAnswer());
		this.behind = longer(this.behind, behind);
		for (Breach breach : Breach.values()) {
			this.counts.merge(breach, verdict.count(breach), Long::sum);
		}
		verdict.findings().stream().limit(Math.max(0, MOST_KEPT - this.findings.size())).forEach(this.findings::add);
	}

	/**
	 * Adds a finding that no verdict has.
	 */
	synchronized void add(Finding finding) {
		this.counts.merge(finding.breach(), 1L, Long::sum);
		this.findings.add(finding);
	}

	static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? other : one;
	}

	synchronized boolean held() {
		return this.counts.values().stream().allMatch((count) -> count == 0);
	}

	synchronized long events() {
		return this.events;
	}

	synchronized long acknowledged() {
		return this.acknowledged;
	}

	/**
	 * Returns all of it as lines of text.
	 */
	synchronized String text() {
		String numbers = "%-20s %10d%n%-20s %10d%n%-20s %10d%n".formatted("events", this.events, "acknowledged",
				this.acknowledged, "dead", this.dead);
		String breaches = Stream.of(Breach.values())
			.map((breach) -> "%-20s %10d%n".formatted(breach.words(), this.counts.getOrDefault(breach, 0L)))
			.collect(Collectors.joining());
		String times = "%-20s %10s%n%-20s %10s%n%-20s %10s%n".formatted("longest stall", Matrix.seconds(this.stall),
				"slowest answer", Matrix.seconds(this.slowest), "load behind", Matrix.seconds(this.behind));
		return numbers + breaches + times
				+ this.findings.stream().map((finding) -> "  %s%n".formatted(finding)).collect(Collectors.joining());
	}

}
