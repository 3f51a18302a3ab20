package io.ackline.producer.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/**
 * Reads lines in memory that is bounded by the longest one allowed. Lines end with a line
 * feed, which a carriage return may precede; the last one may also end with the body.
 */
final class LineReader {

	private static final int BUFFER = 16 * 1024;

	private final InputStream in;

	private final int limit;

	private final byte[] buffer = new byte[BUFFER];

	private int position;

	private int end;

	private long number;

	LineReader(InputStream in, int limit) {
		this.in = in;
		this.limit = limit;
	}

	/**
	 * Returns the next line that is not blank, or {@code null} at the end.
	 * @throws IOException if the body cannot be read to its end; the line that this
	 * breaks off is dropped
	 */
	@Nullable Line next() throws IOException {
		while (this.position < this.end || fill()) {
			Line line = readLine();
			if (line.size() > 0) {
				return line;
			}
		}
		return null;
	}

	private Line readLine() throws IOException {
		this.number++;
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		long size = 0;
		boolean ended = false;
		while (!ended && (this.position < this.end || fill())) {
			int start = this.position;
			while (this.position < this.end && this.buffer[this.position] != '\n') {
				this.position++;
			}
			int length = this.position - start;
			ended = this.position < this.end;
			this.position += ended ? 1 : 0;
			size += length;
			text.write(this.buffer, start, (size <= this.limit) ? length : 0);
		}
		if (size > this.limit) {
			return new Line(this.number, null, size);
		}
		byte[] bytes = text.toByteArray();
		return new Line(this.number, bytes, isBlank(bytes) ? 0 : size);
	}

	private boolean fill() throws IOException {
		this.position = 0;
		this.end = Math.max(0, this.in.read(this.buffer));
		return this.end > 0;
	}

	private static boolean isBlank(byte[] bytes) {
		for (byte b : bytes) {
			if (b != ' ' && b != '\t' && b != '\r') {
				return false;
			}
		}
		return true;
	}

	/**
	 * A line.
	 */
	static final class Line {

		private final long number;

		private final byte @Nullable [] bytes;

		private final long size;

		private Line(long number, byte @Nullable [] bytes, long size) {
			this.number = number;
			this.bytes = bytes;
			this.size = size;
		}

		/**
		 * Returns its number, from 1 on.
		 */
		long number() {
			return this.number;
		}

		/**
		 * Returns what is on it, or {@code null} if that is more than allowed.
		 */
		byte @Nullable [] bytes() {
			return this.bytes;
		}

		/**
		 * Returns how many bytes are on it.
		 */
		long size() {
			return this.size;
		}

	}

}
