package io.ackline.cluster.cli;

import java.io.PrintStream;

/**
 * Where a command writes to: in colour and with lines that change only if that is a
 * terminal.
 *
 * @param out the stream
 * @param live whether it is a terminal that may be written over
 * @param colour whether it may be coloured
 */
record Console(PrintStream out, boolean live, boolean colour) {

	/**
	 * Returns standard output. The script says whether that is a terminal; Java cannot
	 * tell on every version.
	 */
	static Console standard() {
		boolean terminal = Boolean.getBoolean("ackline.terminal");
		String noColour = System.getenv("NO_COLOR");
		return new Console(System.out, terminal, terminal && (noColour == null || noColour.isEmpty()));
	}

	void line(String text) {
		this.out.println(text);
		this.out.flush();
	}

	/**
	 * Writes over the current line; the next one writes over this. To be called on a
	 * terminal only.
	 */
	void passing(String text) {
		this.out.print("\r\033[K" + text);
		this.out.flush();
	}

	String bold(String text) {
		return wrap("1", text);
	}

	String dim(String text) {
		return wrap("2", text);
	}

	String green(String text) {
		return wrap("32", text);
	}

	String red(String text) {
		return wrap("31", text);
	}

	String yellow(String text) {
		return wrap("33", text);
	}

	private String wrap(String code, String text) {
		return this.colour ? "\033[" + code + "m" + text + "\033[0m" : text;
	}

}
