package io.ackline.consumer.model;

/**
 * Makes several small choices of one large number. Of 0, each is the first there is.
 */
final class Dice {

	private int rest;

	Dice(int number) {
		this.rest = number;
	}

	int below(int bound) {
		int chosen = this.rest % bound;
		this.rest /= bound;
		return chosen;
	}

}
