package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import io.ackline.workbench.verdict.Breach;
import io.ackline.workbench.verdict.Figures;
import org.jspecify.annotations.Nullable;

/**
 * What came of all rounds of a fault.
 *
 * @param otherwiseWrong findings of kinds that have no column of their own
 * @param lostAsDocumented acknowledged events that were beyond the documented limit
 * @param recovery the longest one; {@code null} if one took too long to be waited for
 */
record MatrixRow(String fault, int rounds, long events, long acknowledged, long dead, long lost, long doubled,
		long outOfOrder, long wronglyTold, long late, long otherwiseWrong, long lostAsDocumented, Duration longestStall,
		Duration slowestAnswer, @Nullable Duration recovery) {

	static MatrixRow of(String fault, List<Round.Result> results) {
		boolean recovered = results.stream().allMatch((result) -> result.recovery().isPresent());
		return new MatrixRow(fault, results.size(), sum(results, Figures::events), sum(results, Figures::acknowledged),
				sum(results, Figures::dead), count(results, Breach.LOST), count(results, Breach.DOUBLED),
				count(results, Breach.OUT_OF_ORDER), count(results, Breach.WRONGLY_TOLD), count(results, Breach.LATE),
				count(results, Breach.NEVER_SENT) + count(results, Breach.MISBOOKED),
				sum(results, Figures::lostAsDocumented),
				longest(results, (result) -> result.verdict().figures().longestStall()),
				longest(results, (result) -> result.verdict().figures().slowestAnswer()),
				recovered ? longest(results, (result) -> result.recovery().orElseThrow()) : null);
	}

	List<String> cells() {
		return List.of(this.fault, String.valueOf(this.rounds), String.valueOf(this.events),
				String.valueOf(this.acknowledged), String.valueOf(this.dead), String.valueOf(this.lost),
				String.valueOf(this.doubled), String.valueOf(this.outOfOrder), String.valueOf(this.wronglyTold),
				String.valueOf(this.late), String.valueOf(this.otherwiseWrong), String.valueOf(this.lostAsDocumented),
				Matrix.seconds(this.longestStall), Matrix.seconds(this.slowestAnswer),
				(this.recovery != null) ? Matrix.seconds(this.recovery) : "none");
	}

	private static long sum(List<Round.Result> results, ToLongFunction<Figures> figure) {
		return results.stream().mapToLong((result) -> figure.applyAsLong(result.verdict().figures())).sum();
	}

	private static long count(List<Round.Result> results, Breach breach) {
		return results.stream().mapToLong((result) -> result.verdict().count(breach)).sum();
	}

	private static Duration longest(List<Round.Result> results, Function<Round.Result, Duration> duration) {
		return results.stream().map(duration).max(Duration::compareTo).orElse(Duration.ZERO);
	}

}
