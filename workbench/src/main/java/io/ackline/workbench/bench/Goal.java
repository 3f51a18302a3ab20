package io.ackline.workbench.bench;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A ratio to reach.
 *
 * @param measure what of
 * @param against the contender that Ackline is compared with, {@code null} for each other
 * one
 * @param ratio Ackline's value divided by the other's: at least this, or at most for what
 * should be small
 */
record Goal(Measure measure, @Nullable String against, double ratio) {

	/**
	 * Returns a ratio to reach against each other contender.
	 */
	static Goal againstAll(Measure measure, double ratio) {
		return new Goal(measure, null, ratio);
	}

	boolean isAgainst(String other) {
		return this.against == null || this.against.equals(other);
	}

	boolean isReached(double measured) {
		return this.measure.moreIsBetter() ? measured >= this.ratio : measured <= this.ratio;
	}

	String text() {
		return String.format(Locale.ROOT, "%s %.2f ×", this.measure.moreIsBetter() ? "≥" : "≤", this.ratio);
	}

}
