package io.ackline.workbench.verdict;

import java.util.function.Consumer;

import io.ackline.workbench.evidence.Evidence;
import io.ackline.workbench.evidence.LogRecord;
import io.ackline.workbench.evidence.Receipt;

/**
 * Holds how long events took against what is due while others fail: a failing event
 * delays its own key only.
 */
final class DelayCheck implements Check {

	@Override
	public void check(Evidence evidence, LogIndex log, Expectations due, Consumer<Finding> found) {
		for (Receipt receipt : evidence.receipts()) {
			LogRecord first = log.first(receipt.identity());
			if (first == null || receipt.latency() == null || receipt.latency().compareTo(due.delayLimit()) <= 0) {
				continue;
			}
			String key = first.event().key();
			if (key == null || !due.failing().contains(key)) {
				found.accept(new Finding(Promise.ALONE, Breach.LATE, receipt.identity().toString(),
						"it was processed %d ms after it was written, %d at most are due: its key '%s' has not failed"
							.formatted(receipt.latency().toMillis(), due.delayLimit().toMillis(), key)));
			}
		}
	}

}
