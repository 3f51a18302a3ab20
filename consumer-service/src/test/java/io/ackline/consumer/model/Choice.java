package io.ackline.consumer.model;

/**
 * One choice of a script. What it comes to depends on the state in which it is made: the
 * numbers are taken modulo whatever there is to choose from, and a choice that has
 * nothing to choose from is passed over. So any list of choices is a script, and so is
 * what is left when some are struck out.
 *
 * @param what chooses what happens
 * @param who chooses the actor to which it happens
 * @param how chooses everything else
 */
record Choice(int what, int who, int how) {

	@Override
	public String toString() {
		return this.what + "." + this.who + "." + this.how;
	}

	static Choice parse(String text) {
		String[] numbers = text.split("\\.", -1);
		return new Choice(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
	}

}
