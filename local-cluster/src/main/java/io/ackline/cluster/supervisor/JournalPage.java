package io.ackline.cluster.supervisor;

import java.util.List;

/**
 * Some entries of a supervisor's journal.
 *
 * @param phase where the supervisor is now
 * @param next where to read on
 * @param entries the entries
 */
public record JournalPage(Phase phase, int next, List<JournalEntry> entries) {

	public JournalPage {
		entries = List.copyOf(entries);
	}

}
