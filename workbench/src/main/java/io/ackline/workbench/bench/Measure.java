package io.ackline.workbench.bench;

import java.util.Locale;

/**
 * What is measured.
 */
enum Measure {

	RATE("events/s", true),

	P50("p50 ms", false),

	P99("p99 ms", false),

	/**
	 * Latencies while all connections are busy, each sending when the one before is
	 * answered.
	 */
	BUSY_P50("p50 ms at full rate", false),

	BUSY_P99("p99 ms at full rate", false),

	SECONDS("s", false),

	RESIDENT("MB resident", false),

	STORED("bytes an event", false),

	/**
	 * What the load's own process used of the machine's processors.
	 */
	LOAD_SHARE("load's CPU", false);

	private final String unit;

	private final boolean moreIsBetter;

	Measure(String unit, boolean moreIsBetter) {
		this.unit = unit;
		this.moreIsBetter = moreIsBetter;
	}

	String unit() {
		return this.unit;
	}

	boolean moreIsBetter() {
		return this.moreIsBetter;
	}

	/**
	 * Returns a value with as many digits as say something.
	 */
	String format(double value) {
		return switch (this) {
			case RATE, RESIDENT, STORED -> String.format(Locale.ROOT, "%,.0f", value);
			case P50, P99, BUSY_P50, BUSY_P99, SECONDS -> String.format(Locale.ROOT, "%.2f", value);
			case LOAD_SHARE -> String.format(Locale.ROOT, "%.0f %%", value * 100);
		};
	}

}
