package io.ackline.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of an event's data, as they were received and as they stand in the record's
 * value. The array is neither copied on the way in nor on the way out: whoever hands it
 * over must not change it afterwards.
 */
public final class EventData {

	private final byte[] bytes;

	private EventData(byte[] bytes) {
		this.bytes = bytes;
	}

	public static EventData of(byte[] bytes) {
		return new EventData(bytes);
	}

	public static EventData ofUtf8(String text) {
		return new EventData(text.getBytes(StandardCharsets.UTF_8));
	}

	public byte[] bytes() {
		return this.bytes;
	}

	public int size() {
		return this.bytes.length;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof EventData that && Arrays.equals(this.bytes, that.bytes);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bytes);
	}

	/**
	 * Returns the data as UTF-8 text, with replacement characters where it is none.
	 */
	@Override
	public String toString() {
		return new String(this.bytes, StandardCharsets.UTF_8);
	}

}
