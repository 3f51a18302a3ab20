package io.ackline.producer.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a token, which is what the configuration knows of it. A token is drawn
 * at random and long, so that it needs neither salt nor a slow hash. Two are compared in
 * constant time.
 */
final class TokenHash {

	private static final int BYTES = 32;

	private final byte[] bytes;

	private TokenHash(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Returns the hash of a token.
	 */
	static TokenHash of(String token) {
		try {
			return new TokenHash(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java runtime has SHA-256", ex);
		}
	}

	/**
	 * Returns the hash that is written in hexadecimal digits.
	 * @throws IllegalArgumentException if it is none; the message does not repeat what
	 * may be a token
	 */
	static TokenHash parse(String hex) {
		if (!hex.matches("[0-9a-fA-F]{%d}".formatted(2 * BYTES))) {
			throw new IllegalArgumentException(
					"is no SHA-256 of a token in %d hexadecimal digits: make one with printf %%s \"$TOKEN\" | openssl sha256"
						.formatted(2 * BYTES));
		}
		return new TokenHash(HexFormat.of().parseHex(hex));
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof TokenHash hash && MessageDigest.isEqual(this.bytes, hash.bytes);
	}

	@Override
	public int hashCode() {
		return ByteBuffer.wrap(this.bytes).getInt();
	}

	@Override
	public String toString() {
		return "TokenHash";
	}

}
