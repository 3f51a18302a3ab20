package io.ackline.producer.publish;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/**
 * The body of a stream, as it comes. When streams are to end it throws what tells so,
 * also while it waits for its client.
 */
final class StreamBody extends InputStream {

	private final InputStream in;

	private final BooleanSupplier closing;

	private final Runnable ending;

	private volatile boolean waiting;

	/**
	 * Creates a body.
	 * @param closing whether streams are to end
	 * @param ending ends the wait for the client
	 */
	StreamBody(InputStream in, BooleanSupplier closing, Runnable ending) {
		this.in = in;
		this.closing = closing;
		this.ending = ending;
	}

	/**
	 * Ends the wait for the client, if there is one.
	 */
	void endWait() {
		if (this.waiting) {
			this.ending.run();
		}
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) == 1) ? one[0] & 0xFF : -1;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		this.waiting = true; // before it asks, so that it is either told or woken
		try {
			requireOpen();
			return this.in.read(bytes, offset, length);
		}
		catch (IOException ex) {
			requireOpen();
			throw ex;
		}
		finally {
			this.waiting = false;
		}
	}

	@Override
	public int available() throws IOException {
		return this.in.available();
	}

	private void requireOpen() {
		if (this.closing.getAsBoolean()) {
			throw OpenStreams.stopping();
		}
	}

}
