package io.ackline.workbench.bench;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ComparisonTests {

	private final Comparison comparison = new Comparison(
			Benchmark.of("row", "a row", List.of(new Goal(Measure.RATE, "other", 2)), (system, effort) -> List.of()));

	@Test
	void dividesRoundByRound() {
		round(100, 50);
		round(300, 100);
		round(10, 10);
		assertThat(this.comparison.ratio("other", Measure.RATE)).hasValue(new Spread(2, 1, 3));
	}

	@Test
	void reachesAGoalByTheMedian() {
		round(100, 50);
		round(300, 100);
		round(10, 10);
		assertThat(this.comparison.isReached()).isTrue();
		round(10, 10);
		assertThat(this.comparison.ratio("other", Measure.RATE).orElseThrow().median()).isCloseTo(1.5, within(1e-9));
		assertThat(this.comparison.isReached()).isFalse();
	}

	@Test
	void hasNoRatioOfWhatOneOfThemDoesNotTell() {
		this.comparison.add("Ackline", Sample.of(Measure.P99, 3));
		this.comparison.add("other", Sample.of(Measure.RATE, 3));
		assertThat(this.comparison.ratio("other", Measure.P99)).isEmpty();
		assertThat(this.comparison.ratio("other", Measure.RATE)).isEmpty();
	}

	@Test
	void tellsInItsTableWhatWasReached() {
		round(100, 40);
		Report report = new Report(new Machine("now", "a processor", 2, 24, "Linux", "Java"), List.of("fsync=on"));
		report.add(this.comparison);
		assertThat(report.markdown()).contains("| Ackline | 100 (100–100) |",
				"| row | Ackline ÷ other, events/s | 2.50 (2.50–2.50) | ≥ 2.00 × | reached |", "- fsync=on");
		assertThat(report.allReached()).isTrue();
	}

	@Test
	void holdsAGoalAgainstEachOtherContender() {
		Comparison all = new Comparison(
				Benchmark.of("row", "a row", List.of(Goal.againstAll(Measure.RATE, 2)), (system, effort) -> List.of()));
		all.add("Ackline", Sample.of(Measure.RATE, 100));
		all.add("one", Sample.of(Measure.RATE, 50));
		assertThat(all.isReached()).isTrue();
		all.add("another", Sample.of(Measure.RATE, 51));
		assertThat(all.isReached()).isFalse();
	}

	@Test
	void saysWhatCouldNotBeMeasured() {
		Report report = new Report(new Machine("now", "a processor", 2, 24, "Linux", "Java"), List.of());
		report.addFailure(this.comparison.benchmark(), new IllegalStateException("no answer"));
		assertThat(report.isWhole()).isFalse();
		assertThat(report.markdown())
			.contains("**row** could not be measured: java.lang.IllegalStateException: no answer");
	}

	@Test
	void drawsABarForEachContenderAndACurveForEachSetting() {
		round(100, 40);
		assertThat(Figure.BARS.of(this.comparison).svg()).contains(">Ackline<", ">other<", ">events/s<");
		assertThat(Figure
			.curves("consumers", false,
					Map.of("Ackline", new Figure.Place("curve", 1), "other", new Figure.Place("curve", 2)))
			.of(this.comparison)
			.svg()).contains(">consumers<", ">curve<", "polyline");
	}

	@Test
	void reachesLessWhereLessIsBetter() {
		Goal goal = new Goal(Measure.P99, "other", 0.1);
		assertThat(goal.isReached(0.05)).isTrue();
		assertThat(goal.isReached(0.2)).isFalse();
		assertThat(goal.text()).isEqualTo("≤ 0.10 ×");
	}

	private void round(double own, double other) {
		this.comparison.add("Ackline", Sample.of(Measure.RATE, own));
		this.comparison.add("other", Sample.of(Measure.RATE, other));
	}

}
