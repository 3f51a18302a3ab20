package io.ackline.workbench.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a long-lived service holds over time, and whether that grows: whether the median
 * of the last third of the looks is above that of the middle third, by more than a share
 * and an amount that noise does not reach. The first third is its warming up.
 */
final class Trend {

	private static final int ENOUGH = 9;

	private static final double SHARE = 1.10;

	private final List<Vitals> looks = new ArrayList<>();

	private final String service;

	Trend(String service) {
		this.service = service;
	}

	/**
	 * Adds a look. Those at an earlier process do not count any more.
	 */
	synchronized void add(Vitals look) {
		this.looks.removeIf((earlier) -> earlier.pid() != look.pid());
		this.looks.add(look);
	}

	/**
	 * Returns whether the service holds no more in the end than before.
	 */
	synchronized boolean isFlat() {
		return !grows(Vitals::resident, 20) && !grows(Vitals::heap, 5) && !grows(Vitals::files, 20);
	}

	private boolean grows(ToDoubleFunction<Vitals> measure, double amount) {
		if (this.looks.size() < ENOUGH) {
			return false;
		}
		int third = this.looks.size() / 3;
		double middle = median(measure, third, 2 * third);
		double last = median(measure, 2 * third, this.looks.size());
		return last > middle * SHARE && last > middle + amount;
	}

	private double median(ToDoubleFunction<Vitals> measure, int from, int to) {
		double[] sorted = this.looks.subList(from, to).stream().mapToDouble(measure).sorted().toArray();
		return (sorted.length == 0) ? 0 : sorted[sorted.length / 2];
	}

	/**
	 * Returns the trend as lines of text.
	 */
	synchronized String text() {
		StringBuilder text = new StringBuilder(
				"%-12s %8s %12s %12s %8s%n".formatted(this.service, "minute", "RSS (MiB)", "heap (MiB)", "files"));
		int step = Math.max(1, this.looks.size() / 12);
		for (int number = 0; number < this.looks.size(); number += step) {
			text.append(line(this.looks.get(number)));
		}
		if (!this.looks.isEmpty() && (this.looks.size() - 1) % step != 0) {
			text.append(line(this.looks.get(this.looks.size() - 1)));
		}
		return text.append("%-12s %s%n".formatted("", judgement())).toString();
	}

	private static String line(Vitals look) {
		return String.format(Locale.ROOT, "%-12s %8.1f %12.0f %12.1f %8.0f%n", "", look.at().toSeconds() / 60.0,
				look.resident(), look.heap(), look.files());
	}

	private String judgement() {
		if (this.looks.size() < ENOUGH) {
			return "%d looks are too few to judge by".formatted(this.looks.size());
		}
		return isFlat() ? "flat" : "it grows";
	}

}
