package io.ackline.workbench.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Values along a stretch of the drawing.
 *
 * @param from where the stretch begins
 * @param to where it ends
 * @param least the value at its beginning
 * @param most the value at its end
 * @param logarithmic whether equal factors, not equal differences, are equally far apart
 */
record Scale(double from, double to, double least, double most, boolean logarithmic) {

	/**
	 * Returns a scale from 0 to a round number that no value is above.
	 * @param ticks about how many steps it has
	 */
	static Scale fromZero(double from, double to, double most, int ticks) {
		double step = step(most, ticks);
		return new Scale(from, to, 0, Math.max(step, Math.ceil(most / step - 1e-9) * step), false);
	}

	/**
	 * Returns a scale between powers of ten that all values are between.
	 */
	static Scale logarithmic(double from, double to, double least, double most) {
		double low = Math.pow(10, Math.floor(Math.log10(least) + 1e-9));
		double high = Math.pow(10, Math.ceil(Math.log10(most) - 1e-9));
		return new Scale(from, to, low, (high > low) ? high : low * 10, true);
	}

	double at(double value) {
		double part = this.logarithmic
				? Math.log(Math.max(value, this.least) / this.least) / Math.log(this.most / this.least)
				: (value - this.least) / (this.most - this.least);
		return this.from + part * (this.to - this.from);
	}

	/**
	 * Returns round values that are spread over the scale.
	 * @param about how many
	 */
	List<Double> ticks(int about) {
		List<Double> ticks = new ArrayList<>();
		if (this.logarithmic) {
			for (double tick = this.least; tick <= this.most * 1.001; tick *= 10) {
				ticks.add(tick);
			}
			return ticks;
		}
		double step = step(this.most, about);
		for (int number = 0; number * step <= this.most + step / 2; number++) {
			ticks.add(number * step);
		}
		return ticks;
	}

	private static double step(double most, int ticks) {
		double rough = Math.max(most, 1e-6) / ticks;
		double power = Math.pow(10, Math.floor(Math.log10(rough)));
		double digit = rough / power;
		double rounded = (digit <= 1) ? 1 : (digit <= 2) ? 2 : (digit <= 5) ? 5 : 10;
		return rounded * power;
	}

}
