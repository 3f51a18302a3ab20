package io.ackline.cluster.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.supervisor.JournalEntry;
import io.ackline.cluster.supervisor.JournalPage;
import io.ackline.cluster.supervisor.Phase;
import io.ackline.cluster.supervisor.SupervisorClient;
import io.ackline.cluster.supervisor.SupervisorGone;

/**
 * Shows a supervisor's journal as it is written: a line for each step when it is done,
 * and meanwhile what is still under way, with the seconds it takes.
 */
final class JournalDisplay {

	private static final int WIDTH = 78;

	private static final double QUIET_SECONDS = 3;

	private final Console console;

	private final SupervisorClient supervisor;

	private final Map<String, Long> underWay = new LinkedHashMap<>();

	private final long started = System.nanoTime();

	private long lastLine = System.nanoTime();

	private int next;

	JournalDisplay(Console console, SupervisorClient supervisor) {
		this.console = console;
		this.supervisor = supervisor;
	}

	/**
	 * Shows what happens until the given phase is reached or everything has stopped, and
	 * returns the last phase's text.
	 */
	Outcome follow(Phase until) {
		while (true) {
			JournalPage page;
			try {
				page = this.supervisor.journal(this.next);
			}
			catch (SupervisorGone ex) {
				clear();
				return new Outcome(Phase.STOPPED, "", seconds(this.started));
			}
			this.next = page.next();
			String last = "";
			for (JournalEntry entry : page.entries()) {
				show(entry);
				last = entry.text();
			}
			if (page.phase() == until || page.phase().isOver()) {
				clear();
				return new Outcome(page.phase(), last, seconds(this.started));
			}
			showUnderWay();
		}
	}

	/**
	 * Forgets what has happened so far without showing it.
	 */
	void skip() {
		this.next = this.supervisor.journal(0).next();
	}

	private void show(JournalEntry entry) {
		switch (entry.kind()) {
			case BEGUN -> this.underWay.put(entry.text(), System.nanoTime());
			case DONE -> {
				this.underWay.remove(entry.text());
				line(String.format(Locale.ROOT, "  %-14s %s", entry.text(),
						this.console.green(String.format(Locale.ROOT, "%5.1f s", entry.seconds()))));
			}
			case NOTE -> line("  " + this.console.yellow(entry.text()));
			case PHASE -> {
			}
		}
	}

	private void showUnderWay() {
		if (this.underWay.isEmpty()) {
			return;
		}
		long oldest = this.underWay.values().iterator().next();
		String names = this.underWay.keySet().stream().collect(Collectors.joining(", "));
		String text = String.format(Locale.ROOT, "  %5.1f s  waiting for %s", seconds(oldest), names);
		String cut = (text.length() > WIDTH) ? text.substring(0, WIDTH - 3) + "..." : text;
		if (this.console.live()) {
			this.console.passing(this.console.dim(cut));
		}
		else if (seconds(this.lastLine) > QUIET_SECONDS) {
			line(text);
		}
	}

	private void line(String text) {
		clear();
		this.console.line(text);
		this.lastLine = System.nanoTime();
	}

	private void clear() {
		if (this.console.live()) {
			this.console.passing("");
		}
	}

	private static double seconds(long since) {
		return (System.nanoTime() - since) / 1e9;
	}

	/**
	 * How it ended.
	 *
	 * @param phase the phase reached
	 * @param text what was said last
	 * @param seconds how long it took
	 */
	record Outcome(Phase phase, String text, double seconds) {

		void requireNotFailed() {
			if (this.phase == Phase.FAILED) {
				throw new ClusterFailure(this.text);
			}
		}

	}

}
