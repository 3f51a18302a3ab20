package io.ackline.workbench.evidence;

import java.util.List;
import java.util.Map;

/**
 * All that is known of the events of one source in one topic, from four sides that do not
 * know of each other. It has to be taken when the system has come to rest.
 *
 * @param tries what clients were told
 * @param log what is in the topic's log
 * @param receipts what the consumer says of each event
 * @param accounts what the ledger says of each account, by name
 * @param undecodable where the topic's log has records that are no events, of whatever
 * source, and the state that the consumer says they are in
 * @param lost what a disk has lost of the topic's log
 */
public record Evidence(List<Try> tries, List<LogRecord> log, List<Receipt> receipts, Map<String, Account> accounts,
		Map<Place, String> undecodable, LostTail lost) {

	public Evidence {
		tries = List.copyOf(tries);
		log = List.copyOf(log);
		receipts = List.copyOf(receipts);
		accounts = Map.copyOf(accounts);
		undecodable = Map.copyOf(undecodable);
	}

	/**
	 * Creates the evidence on a log that has lost nothing.
	 */
	public Evidence(List<Try> tries, List<LogRecord> log, List<Receipt> receipts, Map<String, Account> accounts,
			Map<Place, String> undecodable) {
		this(tries, log, receipts, accounts, undecodable, LostTail.NONE);
	}

	public Evidence withLost(LostTail tail) {
		return new Evidence(this.tries, this.log, this.receipts, this.accounts, this.undecodable, tail);
	}

}
