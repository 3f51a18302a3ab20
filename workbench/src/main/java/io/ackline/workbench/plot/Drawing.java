package io.ackline.workbench.plot;

import java.util.Locale;

/**
 * An SVG document in the making. Its colours are told apart by those who see few of them,
 * and it has a ground of its own: whoever shows it may have another scheme than the
 * system.
 */
final class Drawing {

	/**
	 * How many colours there are for data.
	 */
	static final int COLOURS = 4;

	private static final String STYLE = """
			<style>
			svg { --ground: #ffffff; --ink: #1f2328; --faint: #59636e; --line: #d1d9e0;
			  --c0: #0b62c4; --c1: #b35900; --c2: #0a7d5a; --c3: #8b3fb0; }
			@media (prefers-color-scheme: dark) {
			  svg { --ground: #151b23; --ink: #f0f6fc; --faint: #a0abb8; --line: #3d444d;
			    --c0: #6cb6ff; --c1: #f0a35e; --c2: #4fd1a5; --c3: #d8a6f5; }
			}
			text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; fill: var(--ink); }
			.title { font-size: 15px; font-weight: 600; }
			.faint { fill: var(--faint); font-size: 12px; }
			.ground { fill: var(--ground); }
			.grid { stroke: var(--line); stroke-width: 1; }
			.whisker { stroke: var(--ink); stroke-width: 1.5; fill: none; }
			.c0 { --c: var(--c0); } .c1 { --c: var(--c1); } .c2 { --c: var(--c2); } .c3 { --c: var(--c3); }
			.bar, .mark { fill: var(--c); }
			.curve { stroke: var(--c); stroke-width: 2.5; fill: none; stroke-linejoin: round; }
			.spread { stroke: var(--c); stroke-width: 1.5; }
			.name { fill: var(--c); font-weight: 600; }
			</style>
			""";

	private static final double LETTER = 6.9;

	private final StringBuilder content = new StringBuilder();

	private final double width;

	private final double height;

	private final String title;

	Drawing(double width, double height, String title, String subtitle) {
		this.width = width;
		this.height = height;
		this.title = title;
		add("<rect class=\"ground\" width=\"%.0f\" height=\"%.0f\" rx=\"8\"/>", width, height);
		text("title", 20, 28, "start", title);
		text("faint", 20, 47, "start", subtitle);
	}

	/**
	 * Returns about how wide a text is.
	 */
	static double width(String text) {
		return text.length() * LETTER;
	}

	void text(String style, double x, double y, String anchor, String text) {
		add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", style, x, y, anchor,
				escaped(text));
	}

	void line(String style, double x1, double y1, double x2, double y2) {
		add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", style, x1, y1, x2, y2);
	}

	void bar(String style, double x, double y, double width, double height) {
		add("<rect class=\"bar %s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\"/>", style, x, y,
				Math.max(width, 1), height);
	}

	void add(String element, Object... values) {
		this.content.append(String.format(Locale.ROOT, element, values)).append('\n');
	}

	String svg() {
		return String.format(Locale.ROOT,
				"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" role=\"img\">%n<title>%s</title>%n",
				this.width, this.height, this.width, this.height, escaped(this.title)) + STYLE + this.content
				+ "</svg>\n";
	}

	private static String escaped(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
	}

	/**
	 * Returns a number as an axis has it.
	 */
	static String number(double value) {
		if (value >= 1_000_000 && value % 100_000 == 0) {
			return trimmed(value / 1_000_000) + "M";
		}
		if (value >= 10_000 && value % 100 == 0) {
			return trimmed(value / 1000) + "k";
		}
		return (value >= 1000) ? String.format(Locale.ROOT, "%,.0f", value) : trimmed(value);
	}

	private static String trimmed(double value) {
		String text = String.format(Locale.ROOT, "%.3f", value);
		return text.replaceFirst("\\.?0+$", "");
	}

}
