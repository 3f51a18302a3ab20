package io.ackline.consumer.deadletter;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Tells of dead letters that wait for Kafka. It is always up: they are safe where they
 * are, and nothing else waits for them.
 */
@Component("deadLettersHealthIndicator")
class DeadLettersHealthIndicator extends AbstractHealthIndicator {

	private final DeadLetterCounts counts;

	private final DeadLetterPublisher publisher;

	DeadLettersHealthIndicator(DeadLetterCounts counts, DeadLetterPublisher publisher) {
		super("The dead letters cannot be counted");
		this.counts = counts;
		this.publisher = publisher;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.up();
		try {
			DeadLetterCounts.Unpublished unpublished = this.counts.unpublished();
			builder.withDetail("unpublished", unpublished.count());
			if (unpublished.oldest() != null) {
				builder.withDetail("oldest", unpublished.oldest().toString());
			}
		}
		catch (DataAccessException | TransactionException ex) {
			builder.withDetail("unpublished", "not known while the database is away");
		}
		DeadLetterPublisher.Failure failure = this.publisher.failure();
		if (failure != null) {
			builder.withDetail("waiting-for", failure.what()).withDetail("since", failure.since().toString());
		}
	}

}
