package io.ackline.workbench.fault;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The last line on a terminal, written anew again and again while something goes on, and
 * wiped out when that is over. Where there is no terminal nothing is written.
 */
final class PassingLine {

	private static final int WIDTH = 100;

	private static final Duration STEP = Duration.ofMillis(500);

	private static final String WIPE = "\r\033[K";

	private final Thread thread = new Thread(this::write, "passing-line");

	private final PrintWriter out;

	private final Supplier<String> text;

	private PassingLine(PrintWriter out, Supplier<String> text) {
		this.out = out;
		this.text = text;
	}

	/**
	 * Shows a text that changes while a task is at work.
	 * @param terminal whether there is a terminal
	 */
	static <T> T during(PrintWriter out, boolean terminal, Supplier<String> text, Task<T> task)
			throws InterruptedException {
		if (!terminal) {
			return task.run();
		}
		PassingLine line = new PassingLine(out, text);
		line.thread.setDaemon(true);
		line.thread.start();
		try {
			return task.run();
		}
		finally {
			line.end();
		}
	}

	private void write() {
		try {
			while (true) {
				String now = this.text.get();
				this.out.print(WIPE + now.substring(0, Math.min(now.length(), WIDTH)));
				this.out.flush();
				Thread.sleep(STEP.toMillis());
			}
		}
		catch (InterruptedException ex) {
			this.out.print(WIPE);
			this.out.flush();
		}
	}

	private void end() {
		this.thread.interrupt();
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * What is shown to go on.
	 */
	@FunctionalInterface
	interface Task<T> {

		T run() throws InterruptedException;

	}

}
