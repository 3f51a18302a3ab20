package io.ackline.workbench.fault;

import io.ackline.workbench.load.Forms;

/**
 * What is special about the events that flow while something is broken.
 *
 * @param forms in which forms they are sent
 * @param accounts over how many accounts, and so how many keys
 * @param doomed the share of events that no handler can accept
 * @param clients how many clients post each event at once
 * @param failing the number of the account that a handler is made to fail on;
 * {@value #NONE} if there is none
 */
record Load(Forms forms, int accounts, double doomed, int clients, int failing) {

	static final int NONE = -1;

	/**
	 * Accounts enough that most events need not wait for another of theirs.
	 */
	static final int ACCOUNTS = 100;

	/**
	 * Nothing.
	 */
	static final Load USUAL = new Load(Forms.ALL, ACCOUNTS, 0, 1, NONE);

}
