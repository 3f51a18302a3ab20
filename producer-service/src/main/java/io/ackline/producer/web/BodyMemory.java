package io.ackline.producer.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What the bodies of all requests take together, from their first byte until their
 * request is answered. It is bounded: a request whose body finds no more room is refused
 * at once, and never waits for that of another.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
public class BodyMemory extends OncePerRequestFilter {

	private static final String TAKEN = BodyMemory.class.getName() + ".TAKEN";

	private final long bound;

	private final AtomicLong taken = new AtomicLong();

	BodyMemory(RequestProperties properties) {
		this.bound = properties.bodyMemory().toBytes();
	}

	/**
	 * Requires that the largest body of some kind has room when it is the only one.
	 * @param property the setting that says how large that is
	 * @throws IllegalArgumentException if it has not
	 */
	public void requireRoom(long bytes, String property) {
		if (bytes > this.bound) {
			throw new IllegalArgumentException(
					"ackline.producer.body-memory is %d bytes, %s is %d: it must be at least that."
						.formatted(this.bound, property, bytes));
		}
	}

	/**
	 * Returns the body of a request, decoded, as it comes. What is read of it is taken
	 * from the memory until the request is answered; reading throws
	 * {@link ProblemException} when there is no more.
	 * @param length how many bytes it has, or -1 if that is not known
	 * @throws ProblemException if it has more bytes than there is room for now
	 */
	public InputStream metered(HttpServletRequest request, InputStream body, long length) {
		if (this.taken.get() + length > this.bound) {
			throw full();
		}
		Taken ofRequest = (request.getAttribute(TAKEN) instanceof Taken before) ? before : new Taken();
		request.setAttribute(TAKEN, ofRequest);
		return new Metered(body, ofRequest, Arrival.of(request));
	}

	/**
	 * Returns how many bytes are taken.
	 */
	long taken() {
		return this.taken.get();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		finally {
			if (request.getAttribute(TAKEN) instanceof Taken ofRequest) {
				OnceAnswered.run(request, ofRequest::giveBack);
			}
		}
	}

	private ProblemException full() {
		return ProblemType.OVERLOADED.exception(
				"The bodies of other requests take %d bytes, and with this one would exceed the bound of %d (ackline.producer.body-memory). Try again later."
					.formatted(this.taken.get(), this.bound));
	}

	/**
	 * What a request has taken.
	 */
	private final class Taken {

		private long bytes;

		void add(int more) {
			if (BodyMemory.this.taken.addAndGet(more) > BodyMemory.this.bound) {
				BodyMemory.this.taken.addAndGet(-more);
				throw full();
			}
			this.bytes += more;
		}

		void giveBack() {
			BodyMemory.this.taken.addAndGet(-this.bytes);
			this.bytes = 0;
		}

	}

	/**
	 * A body whose bytes are counted, and the time that it takes to come.
	 */
	private static final class Metered extends InputStream {

		private final InputStream in;

		private final Taken taken;

		private final Arrival arrival;

		Metered(InputStream in, Taken taken, Arrival arrival) {
			this.in = in;
			this.taken = taken;
			this.arrival = arrival;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return (read(one, 0, 1) < 0) ? -1 : Byte.toUnsignedInt(one[0]);
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			long begin = System.nanoTime();
			int count = this.in.read(bytes, offset, length);
			this.arrival.read(System.nanoTime() - begin);
			if (count > 0) {
				this.taken.add(count);
			}
			return count;
		}

	}

}
