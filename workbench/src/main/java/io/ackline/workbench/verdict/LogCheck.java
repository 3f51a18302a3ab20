package io.ackline.workbench.verdict;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.ackline.workbench.evidence.Evidence;
import io.ackline.workbench.evidence.Identity;
import io.ackline.workbench.evidence.LogRecord;
import io.ackline.workbench.evidence.Try;
import org.jspecify.annotations.Nullable;

/**
 * Holds the log against what clients have sent: each record is one try of an event, as it
 * was sent, and no try stands twice.
 */
final class LogCheck implements Check {

	@Override
	public void check(Evidence evidence, LogIndex log, Expectations due, Consumer<Finding> found) {
		Map<Written, Try> sent = new HashMap<>();
		evidence.tries().forEach((told) -> sent.put(new Written(told.identity(), told.attempt()), told));
		Set<Written> seen = new HashSet<>();
		for (LogRecord entry : evidence.log()) {
			Written written = new Written(entry.identity(), entry.attempt());
			checkSent(entry, sent.get(written), found);
			if (!seen.add(written)) {
				found.accept(new Finding(Promise.ONCE, Breach.DOUBLED, entry.identity().toString(),
						"try %d stands in the log twice, the second time at %s".formatted(entry.attempt(),
								entry.place())));
			}
		}
	}

	private void checkSent(LogRecord entry, @Nullable Try sent, Consumer<Finding> found) {
		if (sent == null) {
			found.accept(new Finding(Promise.STORED, Breach.NEVER_SENT, entry.identity().toString(),
					"the log has it at %s as try %d; no client sent that".formatted(entry.place(), entry.attempt())));
		}
		else if (!sent.event().digest().equals(entry.event().digest())) {
			found.accept(new Finding(Promise.STORED, Breach.NEVER_SENT, entry.identity().toString(),
					"the record at %s is not what was sent: type '%s', key '%s', data %s".formatted(entry.place(),
							entry.event().type(), entry.event().key(), entry.event().data())));
		}
	}

	/**
	 * Whose record it is: one try of one event.
	 */
	private record Written(Identity identity, int attempt) {
	}

}
