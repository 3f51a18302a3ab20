package io.ackline.consumer.inbox;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the inbox cuts shares into transactions.
 *
 * @param batchSize Most events that are handled in one transaction.
 * @param batchTime Time after which a transaction takes on no more events.
 * @param handlerTimeout Time within which a handler has to return, or it has failed. Keep
 * it below the database sessions' idle_in_transaction_session_timeout.
 */
@ConfigurationProperties("ackline.consumer.inbox")
public record InboxProperties(@DefaultValue("1000") int batchSize, @DefaultValue("5s") Duration batchTime,
		@DefaultValue("25s") Duration handlerTimeout) {

	public InboxProperties {
		if (batchSize < 1 || batchSize > 30_000) {
			throw new IllegalArgumentException(
					"ackline.consumer.inbox.batch-size must be from 1 to 30000: " + batchSize);
		}
	}

}
