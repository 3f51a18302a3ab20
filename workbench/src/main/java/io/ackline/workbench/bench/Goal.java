package io.ackline.workbench.bench;

import java.util.Locale;

/**
 * A ratio to reach.
 *
 * @param measure what of
 * @param against the contender that Ackline is compared with
 * @param ratio Ackline's value divided by the other's: at least this, or at most for what
 * should be small
 */
record Goal(Measure measure, String against, double ratio) {

	boolean isReached(double measured) {
		return this.measure.moreIsBetter() ? measured >= this.ratio : measured <= this.ratio;
	}

	String text() {
		return String.format(Locale.ROOT, "%s %.2f ×", this.measure.moreIsBetter() ? "≥" : "≤", this.ratio);
	}

}
