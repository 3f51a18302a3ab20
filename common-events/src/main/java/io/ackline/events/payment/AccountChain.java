package io.ackline.events.payment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

import io.ackline.events.Event;
import org.jspecify.annotations.Nullable;

/**
 * The hash chain over the events of one account, in the order in which they took effect:
 * an event that is lost, doubled, altered or out of order gives another chain. Each link
 * is SHA-256 over the link before it (32 zero bytes before the first), the source's and
 * the id's UTF-8, each followed by a zero byte, and the event's digest.
 */
public final class AccountChain {

	/**
	 * The chain of an account without events.
	 */
	public static final AccountChain EMPTY = new AccountChain(new byte[32]);

	private final byte[] link;

	private AccountChain(byte[] link) {
		this.link = link;
	}

	/**
	 * Returns the chain whose last link is given.
	 * @throws IllegalArgumentException if these are not 32 bytes
	 */
	public static AccountChain of(byte[] link) {
		if (link.length != 32) {
			throw new IllegalArgumentException("A link has 32 bytes, not " + link.length);
		}
		return new AccountChain(link.clone());
	}

	/**
	 * Returns the chain with one more event at its end.
	 */
	public AccountChain with(Event event) {
		MessageDigest sha256 = sha256();
		sha256.update(this.link);
		sha256.update(event.source().getBytes(StandardCharsets.UTF_8));
		sha256.update((byte) 0);
		sha256.update(event.id().getBytes(StandardCharsets.UTF_8));
		sha256.update((byte) 0);
		sha256.update(event.digest().bytes());
		return new AccountChain(sha256.digest());
	}

	/**
	 * Returns the last link.
	 */
	public byte[] link() {
		return this.link.clone();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof AccountChain that && Arrays.equals(this.link, that.link);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.link);
	}

	/**
	 * Returns the last link in hexadecimal digits.
	 */
	@Override
	public String toString() {
		return HexFormat.of().formatHex(this.link);
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
