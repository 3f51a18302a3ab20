package io.ackline.inspector.cluster;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How fast the numbers of a topic's partitions grow, over the last few seconds.
 */
final class RateWindow {

	private static final long WIDTH = Duration.ofSeconds(6).toNanos();

	private final Deque<Sample> samples = new ArrayDeque<>();

	/**
	 * Returns the growth of each number in a second, with one decimal; null where it is
	 * not known.
	 * @param nanos the time of the numbers
	 * @param numbers the numbers, null where one is not known
	 */
	List<@Nullable Double> add(long nanos, List<@Nullable Long> numbers) {
		while (this.samples.size() > 1 && nanos - this.samples.getFirst().nanos() > WIDTH) {
			this.samples.removeFirst();
		}
		Sample oldest = this.samples.peekFirst();
		this.samples.addLast(new Sample(nanos, numbers));
		List<@Nullable Double> rates = new ArrayList<>();
		for (int i = 0; i < numbers.size(); i++) {
			rates.add((oldest != null) ? rate(oldest, nanos, i, numbers.get(i)) : null);
		}
		return rates;
	}

	private static @Nullable Double rate(Sample oldest, long nanos, int i, @Nullable Long number) {
		Long before = (i < oldest.numbers().size()) ? oldest.numbers().get(i) : null;
		if (before == null || number == null || nanos <= oldest.nanos()) {
			return null;
		}
		return Math.round(Math.max(0, number - before) * 1e10 / (nanos - oldest.nanos())) / 10.0;
	}

	private record Sample(long nanos, List<@Nullable Long> numbers) {

	}

}
