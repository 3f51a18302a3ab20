package io.ackline.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over an event's type, key and data. Two events of one identity and one digest
 * are the same event sent twice; with another digest, the identity was used for two
 * events. Whatever a retry may change stays out of it: the time and the extensions.
 */
public final class EventDigest {

	private final byte[] bytes;

	private EventDigest(byte[] bytes) {
		this.bytes = bytes;
	}

	static EventDigest of(Event event) {
		MessageDigest sha256 = sha256();
		update(sha256, event.type().getBytes(StandardCharsets.UTF_8));
		update(sha256, (event.key() != null) ? event.key().getBytes(StandardCharsets.UTF_8) : null);
		update(sha256, (event.data() != null) ? event.data().bytes() : null);
		return new EventDigest(sha256.digest());
	}

	/**
	 * Returns the digest kept as the given bytes.
	 * @throws IllegalArgumentException if these are not 32 bytes
	 */
	public static EventDigest of(byte[] bytes) {
		if (bytes.length != 32) {
			throw new IllegalArgumentException("A SHA-256 digest has 32 bytes, not " + bytes.length);
		}
		return new EventDigest(bytes.clone());
	}

	public byte[] bytes() {
		return this.bytes.clone();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof EventDigest that && Arrays.equals(this.bytes, that.bytes);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bytes);
	}

	@Override
	public String toString() {
		return HexFormat.of().formatHex(this.bytes);
	}

	private static void update(MessageDigest sha256, byte @Nullable [] part) {
		sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, (part != null) ? part.length : -1));
		if (part != null) {
			sha256.update(part);
		}
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
