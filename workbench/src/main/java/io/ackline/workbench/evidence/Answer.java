package io.ackline.workbench.evidence;

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What a client was told about one try.
 *
 * @param written what it was told of the record
 * @param status the HTTP status; {@code 0} if there was no answer
 * @param identity the event that the answer names, if it names one
 * @param place where the answer says that the record stands, if it says so
 * @param retryable whether the same event may be posted again
 * @param retryAfter how long to wait before that, at least
 * @param detail the answer's own words, or why there was none
 */
public record Answer(Written written, int status, @Nullable Identity identity, @Nullable Place place, boolean retryable,
		Duration retryAfter, String detail) {

	/**
	 * Returns what a client knows that never reached a server.
	 */
	public static Answer unreached(String detail) {
		return new Answer(Written.NO, 0, null, null, true, Duration.ZERO, detail);
	}

	/**
	 * Returns what a client knows whose connection broke, or that waited in vain.
	 */
	public static Answer none(String detail) {
		return new Answer(Written.UNKNOWN, 0, null, null, true, Duration.ZERO, detail);
	}

	public boolean acknowledged() {
		return this.written == Written.YES;
	}

	@Override
	public String toString() {
		return "%s, written: %s%s%s".formatted((this.status != 0) ? "status " + this.status : "no answer",
				this.written.name().toLowerCase(Locale.ROOT), (this.place != null) ? " at " + this.place : "",
				this.detail.isEmpty() ? "" : " (" + this.detail + ")");
	}

}
