package io.ackline.workbench.verdict;

import java.time.Duration;
import java.util.function.Consumer;

import io.ackline.workbench.evidence.Evidence;
import io.ackline.workbench.evidence.Try;

/**
 * Holds how long clients waited against the deadline, whatever they were told then. A
 * stream is answered as it goes, and may take any time as a whole. A producer that was
 * stopped where it stood could not answer, and is not blamed.
 */
final class DeadlineCheck implements Check {

	@Override
	public void check(Evidence evidence, LogIndex log, Expectations due, Consumer<Finding> found) {
		long limit = due.answerLimit().toNanos();
		for (Try told : evidence.tries()) {
			boolean silent = told.waited() > limit
					&& due.silent().stream().anyMatch((span) -> span.meets(told.sentAt(), told.answeredAt()));
			if (told.waited() > limit && !silent) {
				found.accept(new Finding(Promise.PROMPT, Breach.LATE, told.identity().toString(),
						"try %d waited %d ms, %d at most are due; it was told %s".formatted(told.attempt(),
								Duration.ofNanos(told.waited()).toMillis(), due.answerLimit().toMillis(),
								told.answer())));
			}
		}
	}

}
