package io.ackline.consumer.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a record as one column: their number, then for each its name and value,
 * each after its length in bytes, -1 for a value that is null. Names stand in their order
 * and as often as in the record, and values can be any bytes, which neither text nor JSON
 * columns take.
 */
public final class StoredHeaders {

	private StoredHeaders() {
	}

	/**
	 * Returns the headers as they are stored.
	 */
	public static byte[] toBytes(Headers headers) {
		Header[] all = headers.toArray();
		byte[][] names = new byte[all.length][];
		int size = Integer.BYTES;
		for (int i = 0; i < all.length; i++) {
			names[i] = all[i].key().getBytes(StandardCharsets.UTF_8);
			size += 2 * Integer.BYTES + names[i].length + length(all[i].value());
		}
		ByteBuffer bytes = ByteBuffer.allocate(size).putInt(all.length);
		for (int i = 0; i < all.length; i++) {
			put(bytes, names[i]);
			put(bytes, all[i].value());
		}
		return bytes.array();
	}

	private static int length(byte @Nullable [] value) {
		return (value != null) ? value.length : 0;
	}

	private static void put(ByteBuffer bytes, byte @Nullable [] part) {
		bytes.putInt((part != null) ? part.length : -1);
		if (part != null) {
			bytes.put(part);
		}
	}

	/**
	 * Returns the headers that were stored.
	 */
	public static Headers fromBytes(byte[] stored) {
		ByteBuffer bytes = ByteBuffer.wrap(stored);
		RecordHeaders headers = new RecordHeaders();
		for (int left = bytes.getInt(); left > 0; left--) {
			String name = new String(next(bytes, bytes.getInt()), StandardCharsets.UTF_8);
			int length = bytes.getInt();
			headers.add(name, (length >= 0) ? next(bytes, length) : null);
		}
		return headers;
	}

	private static byte[] next(ByteBuffer bytes, int length) {
		byte[] next = new byte[length];
		bytes.get(next);
		return next;
	}

}
