package io.ackline.consumer.retry;

/**
 * An event was tried as often as it may, the last time perhaps by another instance.
 */
final class AttemptsUsedUp extends RuntimeException {

	AttemptsUsedUp(String lastError) {
		super(lastError);
	}

}
