package io.ackline.events;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

import com.sun.management.ThreadMXBean;

/**
 * The bytes that a call allocates.
 */
final class Allocation {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final int BLOCKS = 40;

	private static final int CALLS = 1000;

	private Allocation() {
	}

	/**
	 * Returns the least that a call took, which it takes once it is compiled.
	 */
	static long least(Supplier<?> call) {
		long least = Long.MAX_VALUE;
		for (int block = 0; block < BLOCKS; block++) {
			long before = THREADS.getCurrentThreadAllocatedBytes();
			for (int number = 0; number < CALLS; number++) {
				Object unused = call.get();
			}
			least = Math.min(least, (THREADS.getCurrentThreadAllocatedBytes() - before) / CALLS);
		}
		return least;
	}

}
