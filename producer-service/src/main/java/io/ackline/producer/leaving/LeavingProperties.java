package io.ackline.producer.leaving;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of leaving.
 *
 * @param drainDelay Time for which the service goes on serving after it has been asked to
 * stop and is no longer ready, so that balancers notice.
 */
@ConfigurationProperties("ackline.producer")
record LeavingProperties(@DefaultValue("5s") Duration drainDelay) {

	/**
	 * Creates the settings.
	 * @throws IllegalArgumentException if the delay is negative or too long
	 */
	LeavingProperties {
		if (drainDelay.isNegative() || drainDelay.compareTo(Duration.ofMinutes(5)) > 0) {
			throw new IllegalArgumentException(
					"ackline.producer.drain-delay is %s: it must be from 0s to 5m.".formatted(drainDelay));
		}
	}

}
