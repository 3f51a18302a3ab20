package io.ackline.consumer.receipt;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long receipts are kept.
 *
 * @param retention Time for which the receipt of a processed event is kept: for as long,
 * the same event is recognized when it comes again. Others are kept until they are
 * settled.
 * @param purgeInterval Time between two looks for receipts to purge.
 * @param purgeStep Most receipts that are purged in one transaction.
 */
@ConfigurationProperties("ackline.consumer.inbox")
public record PurgeProperties(@DefaultValue("7d") Duration retention, @DefaultValue("1m") Duration purgeInterval,
		@DefaultValue("1000") int purgeStep) {

	public PurgeProperties {
		if (retention.isNegative() || retention.isZero()) {
			throw new IllegalArgumentException(
					"ackline.consumer.inbox.retention must be more than nothing: " + retention);
		}
		if (purgeInterval.isNegative() || purgeInterval.isZero()) {
			throw new IllegalArgumentException(
					"ackline.consumer.inbox.purge-interval must be more than nothing: " + purgeInterval);
		}
		if (purgeStep < 1) {
			throw new IllegalArgumentException("ackline.consumer.inbox.purge-step must be at least 1: " + purgeStep);
		}
	}

}
