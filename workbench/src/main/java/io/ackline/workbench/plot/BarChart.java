package io.ackline.workbench.plot;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Rows of bars, in as many panels as there are quantities, each with an axis of its own
 * from 0.
 *
 * @param rows what the bars are of, from top to bottom
 */
public record BarChart(String title, String subtitle, List<String> rows, List<Panel> panels) implements Chart {

	private static final double WIDTH = 860;

	private static final double EDGE = 20;

	private static final double TOP = 92;

	private static final double ROW = 30;

	private static final double BAR = 16;

	private static final double GAP = 28;

	/**
	 * What is below one line of panels and above the next.
	 */
	private static final double BETWEEN = 70;

	private static final int BESIDE = 3;

	private static final int TICKS = 3;

	public BarChart {
		rows = List.copyOf(rows);
		panels = List.copyOf(panels);
	}

	@Override
	public String svg() {
		int lines = (this.panels.size() + BESIDE - 1) / BESIDE;
		int columns = (this.panels.size() + lines - 1) / lines;
		double height = ROW * this.rows.size();
		Drawing drawing = new Drawing(WIDTH, TOP + lines * height + (lines - 1) * BETWEEN + 40, this.title,
				this.subtitle);
		double names = this.rows.stream().map(Drawing::width).max(Comparator.naturalOrder()).orElse(0.0);
		double left = EDGE + names + 14;
		double width = (WIDTH - EDGE - left + GAP) / columns - GAP;
		for (int number = 0; number < this.panels.size(); number++) {
			int line = number / columns;
			int column = number % columns;
			double top = TOP + line * (height + BETWEEN);
			if (column == 0) {
				for (int row = 0; row < this.rows.size(); row++) {
					drawing.text("row", left - 14, middle(top, row) + 4.5, "end", this.rows.get(row));
				}
			}
			draw(drawing, this.panels.get(number), left + column * (width + GAP), width, top);
		}
		return drawing.svg();
	}

	private void draw(Drawing drawing, Panel panel, double left, double width, double top) {
		double bottom = top + ROW * this.rows.size();
		double most = panel.bars()
			.stream()
			.flatMap(Optional::stream)
			.map((bar) -> bar.range().most())
			.max(Comparator.naturalOrder())
			.orElse(1.0);
		double room = panel.bars()
			.stream()
			.flatMap(Optional::stream)
			.map((bar) -> Drawing.width(bar.text()))
			.max(Comparator.naturalOrder())
			.orElse(0.0);
		Scale scale = Scale.fromZero(left, left + width - room - 8, most, TICKS);
		drawing.text("faint", left, top - 16, "start", panel.axis());
		for (double tick : scale.ticks(TICKS)) {
			drawing.line("grid", scale.at(tick), top - 6, scale.at(tick), bottom);
			drawing.text("faint", scale.at(tick), bottom + 18, "middle", Drawing.number(tick));
		}
		for (int row = 0; row < panel.bars().size(); row++) {
			double y = middle(top, row);
			panel.bars().get(row).ifPresent((bar) -> draw(drawing, bar, scale, y));
		}
	}

	private static void draw(Drawing drawing, Bar bar, Scale scale, double y) {
		drawing.bar("c" + bar.colour() % Drawing.COLOURS, scale.from(), y - BAR / 2,
				scale.at(bar.range().value()) - scale.from(), BAR);
		double least = scale.at(bar.range().least());
		double most = scale.at(bar.range().most());
		if (most - least >= 1) {
			drawing.line("whisker", least, y, most, y);
			drawing.line("whisker", least, y - 4, least, y + 4);
			drawing.line("whisker", most, y - 4, most, y + 4);
		}
		drawing.text("value", Math.max(most, scale.at(bar.range().value())) + 6, y + 4.5, "start", bar.text());
	}

	private static double middle(double top, int row) {
		return top + ROW * row + ROW / 2;
	}

	/**
	 * One quantity.
	 *
	 * @param axis what it is, with its unit
	 * @param bars one for each row, if it has it
	 */
	public record Panel(String axis, List<Optional<Bar>> bars) {

		public Panel {
			bars = List.copyOf(bars);
		}

	}

	/**
	 * One value.
	 *
	 * @param text the value, as it is written beside the bar
	 * @param colour the number of a colour, from 0; the same for what belongs together
	 */
	public record Bar(Range range, String text, int colour) {

	}

}
