package io.ackline.consumer.model;

import java.util.function.Function;

/**
 * An actor with its part.
 *
 * @param part chooses with the dice what to do next
 */
record Player(Actor actor, Function<Dice, Work> part) {

	/**
	 * Something to do.
	 */
	record Work(String what, Runnable action) {
	}

}
