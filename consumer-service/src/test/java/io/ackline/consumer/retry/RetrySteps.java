package io.ackline.consumer.retry;

import io.ackline.consumer.parking.Lease;
import io.ackline.consumer.parking.ParkedKeys;
import io.ackline.consumer.parking.RetryProperties;

import org.springframework.beans.factory.BeanFactory;

/**
 * What the scheduler's threads do, once.
 */
public final class RetrySteps {

	private RetrySteps() {
	}

	/**
	 * Tries the key that is due, if there is one.
	 */
	public static void tryNext(BeanFactory beans) {
		Lease lease = beans.getBean(ParkedKeys.class).claim(beans.getBean(RetryProperties.class).lease()).orElse(null);
		if (lease != null) {
			beans.getBean(KeyRetries.class).handle(lease, () -> true);
		}
	}

}
