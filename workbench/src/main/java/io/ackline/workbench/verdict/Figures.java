package io.ackline.workbench.verdict;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.ackline.workbench.evidence.Evidence;
import io.ackline.workbench.evidence.Identity;
import io.ackline.workbench.evidence.Receipt;
import io.ackline.workbench.evidence.Try;
import io.ackline.workbench.evidence.Written;

/**
 * What happened, in numbers.
 *
 * @param events events that clients tried to write
 * @param tries requests that they made
 * @param acknowledged events that were acknowledged
 * @param unknown events that were not, and may have been written all the same
 * @param refused events that are known to be unwritten
 * @param retried events that took more than one try
 * @param duplicates records in the log of events that had one already
 * @param lostAsDocumented acknowledged events that are gone since the last in-sync
 * replica has lost them from its disk
 * @param dead events and other records that ended as dead letters
 * @param longestStall the longest time without an acknowledgement, from the first try to
 * the last answer
 * @param slowestAnswer the longest time that a client waited for an answer or its
 * absence, of a stream for more of its answer
 */
public record Figures(long events, long tries, long acknowledged, long unknown, long refused, long retried,
		long duplicates, long lostAsDocumented, long dead, Duration longestStall, Duration slowestAnswer) {

	static Figures of(Evidence evidence, LogIndex log) {
		Map<Identity, Written> outcomes = new HashMap<>();
		Set<Identity> retried = new HashSet<>();
		long slowest = 0;
		for (Try told : evidence.tries()) {
			outcomes.merge(told.identity(), outcome(told), Figures::moreWritten);
			if (told.isRetry()) {
				retried.add(told.identity());
			}
			slowest = Math.max(slowest, told.waited());
		}
		long distinct = evidence.log().stream().map((entry) -> entry.identity()).distinct().count();
		return new Figures(outcomes.size(), evidence.tries().size(), count(outcomes, Written.YES),
				count(outcomes, Written.UNKNOWN), count(outcomes, Written.NO), retried.size(),
				evidence.log().size() - distinct, lostAsDocumented(evidence, log), dead(evidence),
				longestStall(evidence), Duration.ofNanos(slowest));
	}

	private static long lostAsDocumented(Evidence evidence, LogIndex log) {
		return evidence.tries()
			.stream()
			.filter(log::hasLost)
			.map(Try::identity)
			.filter((event) -> log.first(event) == null)
			.distinct()
			.count();
	}

	private static long dead(Evidence evidence) {
		return evidence.receipts().stream().filter((receipt) -> receipt.state().equals(Receipt.DEAD)).count()
				+ evidence.undecodable().values().stream().filter(Receipt.DEAD::equals).count();
	}

	private static Written outcome(Try told) {
		Written written = told.answer().written();
		return (written == Written.UNSAID) ? Written.UNKNOWN : written;
	}

	private static Written moreWritten(Written one, Written other) {
		if (one == Written.YES || other == Written.YES) {
			return Written.YES;
		}
		return (one == Written.NO && other == Written.NO) ? Written.NO : Written.UNKNOWN;
	}

	private static long count(Map<Identity, Written> outcomes, Written written) {
		return outcomes.values().stream().filter((outcome) -> outcome == written).count();
	}

	private static Duration longestStall(Evidence evidence) {
		long start = evidence.tries().stream().mapToLong(Try::sentAt).min().orElse(0);
		long end = evidence.tries().stream().mapToLong(Try::answeredAt).max().orElse(0);
		long[] acknowledged = evidence.tries()
			.stream()
			.filter((told) -> told.answer().acknowledged())
			.mapToLong(Try::answeredAt)
			.sorted()
			.toArray();
		long longest = 0;
		long last = start;
		for (long time : acknowledged) {
			longest = Math.max(longest, time - last);
			last = time;
		}
		return Duration.ofNanos(Math.max(longest, end - last));
	}

}
