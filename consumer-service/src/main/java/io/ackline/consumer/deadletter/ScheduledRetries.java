package io.ackline.consumer.deadletter;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.ackline.consumer.progress.LogPartition;
import io.ackline.consumer.web.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Retries dead letters that are scheduled, when their time has come. Every instance does;
 * the schedule is in the rows, so that it outlives each of them.
 */
@Component
class ScheduledRetries {

	private static final Logger log = LoggerFactory.getLogger(ScheduledRetries.class);

	private static final int AT_ONCE = 100;

	private final DeadLetterDecisions decisions;

	private final DeadLetterOperations operations;

	ScheduledRetries(DeadLetterDecisions decisions, DeadLetterOperations operations) {
		this.decisions = decisions;
		this.operations = operations;
	}

	/**
	 * Retries some of what is due, in the order of the schedule. A partition on which
	 * that has to wait is left for later, so that its order is kept.
	 * @return whether there may be more
	 */
	boolean retryDue() {
		Set<LogPartition> waiting = new HashSet<>();
		List<DeadLetterDecisions.Due> due = this.decisions.due(AT_ONCE);
		for (DeadLetterDecisions.Due letter : due) {
			if (!waiting.contains(letter.partition()) && !retry(letter.number())) {
				waiting.add(letter.partition());
			}
		}
		return due.size() == AT_ONCE && waiting.isEmpty();
	}

	/**
	 * Retries a letter.
	 * @return whether it is done with
	 */
	private boolean retry(long number) {
		try {
			if (!this.operations.retry(number, null)) {
				// Another instance has, or the event is not dead any more.
				this.decisions.unschedule(number);
			}
			return true;
		}
		catch (ProblemException ex) {
			log.warn("Dead letter {} cannot be retried: {}", number, ex.getMessage());
			this.decisions.unschedule(number);
			return true;
		}
		catch (DataAccessException | TransactionException ex) {
			log.debug("Dead letter {} waits to be retried", number, ex);
			return false;
		}
	}

}
