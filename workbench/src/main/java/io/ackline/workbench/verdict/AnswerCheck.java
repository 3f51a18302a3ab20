package io.ackline.workbench.verdict;

import java.util.function.Consumer;
import java.util.stream.Stream;

import io.ackline.workbench.evidence.Answer;
import io.ackline.workbench.evidence.Evidence;
import io.ackline.workbench.evidence.LogRecord;
import io.ackline.workbench.evidence.Try;

/**
 * Holds what clients were told against the log: what was acknowledged stands where the
 * answer says, written by that very try; what was called unwritten does not stand
 * anywhere, whatever later tries have written.
 */
final class AnswerCheck implements Check {

	@Override
	public void check(Evidence evidence, LogIndex log, Expectations due, Consumer<Finding> found) {
		for (Try told : evidence.tries()) {
			Answer answer = told.answer();
			if (answer.identity() != null && !answer.identity().equals(told.identity())) {
				found.accept(finding(Promise.HONEST, Breach.WRONGLY_TOLD, told,
						"the answer names another event, " + answer.identity()));
			}
			switch (answer.written()) {
				case YES -> checkAcknowledged(told, log, found);
				case NO -> checkUnwritten(told, log, found);
				case UNSAID -> found.accept(finding(Promise.HONEST, Breach.WRONGLY_TOLD, told,
						"the answer does not say whether it was written"));
				case UNKNOWN -> {
					// Either is true.
				}
			}
		}
	}

	private void checkAcknowledged(Try told, LogIndex log, Consumer<Finding> found) {
		if (log.hasLost(told)) {
			return;
		}
		LogRecord first = log.first(told.identity());
		if (first == null) {
			found.accept(finding(Promise.STORED, Breach.LOST, told, "the log has no record of it"));
		}
		else if (told.answer().place() == null) {
			found.accept(finding(Promise.STORED, Breach.WRONGLY_TOLD, told,
					"the answer does not say where; the log has it at " + first.place()));
		}
		else {
			LogRecord there = log.at(told.answer().place());
			if (there == null || !there.identity().equals(told.identity())) {
				found.accept(finding(Promise.STORED, Breach.WRONGLY_TOLD, told,
						"the log has %s there, and the event at %s".formatted(
								(there != null) ? there.identity() : "no record of this source", first.place())));
			}
			else if (there.attempt() != told.attempt()) {
				found.accept(finding(Promise.STORED, Breach.WRONGLY_TOLD, told,
						"the record there was written by try " + there.attempt()));
			}
		}
	}

	private void checkUnwritten(Try told, LogIndex log, Consumer<Finding> found) {
		Stream.concat(log.of(told.identity()).stream(), log.lostOf(told.identity()))
			.filter((entry) -> entry.attempt() == told.attempt())
			.forEach((entry) -> found.accept(finding(Promise.HONEST, Breach.WRONGLY_TOLD, told,
					"the log has, or had, this very try at " + entry.place())));
	}

	private static Finding finding(Promise promise, Breach breach, Try told, String evidence) {
		return new Finding(promise, breach, told.identity().toString(),
				"try %d was told %s; %s".formatted(told.attempt(), told.answer(), evidence));
	}

}
