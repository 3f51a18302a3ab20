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
 * @param behind how far the load itself fell behind its times at most, as far as it was
 * noted; {@code null} if it was not
 * @param recovery the longest one; {@code null} if one took too long to be waited for
 */
record MatrixRow(String fault, int rounds, long events, long acknowledged, long dead, long lost, long doubled,
		long outOfOrder, long wronglyTold, long late, long otherwiseWrong, long lostAsDocumented, Duration longestStall,
		Duration slowestAnswer, @Nullable Duration behind, @Nullable Duration recovery) {

	static MatrixRow of(String fault, List<Round.Result> results) {
		boolean recovered = results.stream().allMatch((result) -> result.recovery().isPresent());
		return new MatrixRow(fault, results.size(), sum(results, Figures::events), sum(results, Figures::acknowledged),
				sum(results, Figures::dead), count(results, Breach.LOST), count(results, Breach.DOUBLED),
				count(results, Breach.OUT_OF_ORDER), count(results, Breach.WRONGLY_TOLD), count(results, Breach.LATE),
				count(results, Breach.NEVER_SENT) + count(results, Breach.MISBOOKED),
				sum(results, Figures::lostAsDocumented),
				longest(results, (result) -> result.verdict().figures().longestStall()),
				longest(results, (result) -> result.verdict().figures().slowestAnswer()),
				longest(results, Round.Result::behind),
				recovered ? longest(results, (result) -> result.recovery().orElseThrow()) : null);
	}

	/**
	 * Returns what came of this row's rounds and of those of another of the same fault.
	 */
	MatrixRow plus(MatrixRow other) {
		return new MatrixRow(this.fault, this.rounds + other.rounds, this.events + other.events,
				this.acknowledged + other.acknowledged, this.dead + other.dead, this.lost + other.lost,
				this.doubled + other.doubled, this.outOfOrder + other.outOfOrder, this.wronglyTold + other.wronglyTold,
				this.late + other.late, this.otherwiseWrong + other.otherwiseWrong,
				this.lostAsDocumented + other.lostAsDocumented, Totals.longer(this.longestStall, other.longestStall),
				Totals.longer(this.slowestAnswer, other.slowestAnswer), longerNoted(this.behind, other.behind),
				(this.recovery != null && other.recovery != null) ? Totals.longer(this.recovery, other.recovery)
						: null);
	}

	/**
	 * Returns whether no promise was broken, and all was as before after each round.
	 */
	boolean held() {
		return this.lost + this.doubled + this.outOfOrder + this.wronglyTold + this.late + this.otherwiseWrong == 0
				&& this.recovery != null;
	}

	private static long sum(List<Round.Result> results, ToLongFunction<Figures> figure) {
		return results.stream().mapToLong((result) -> figure.applyAsLong(result.verdict().figures())).sum();
	}

	private static long count(List<Round.Result> results, Breach breach) {
		return results.stream().mapToLong((result) -> result.verdict().count(breach)).sum();
	}

	private static @Nullable Duration longerNoted(@Nullable Duration one, @Nullable Duration other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return Totals.longer(one, other);
	}

	private static Duration longest(List<Round.Result> results, Function<Round.Result, Duration> duration) {
		return results.stream().map(duration).max(Duration::compareTo).orElse(Duration.ZERO);
	}

}
