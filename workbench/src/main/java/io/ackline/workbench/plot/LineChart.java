package io.ackline.workbench.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Curves over some settings, which are equally far apart, whatever lies between them.
 *
 * @param xAxis what is set
 * @param yAxis what is measured, with its unit
 * @param logarithmic whether the measured values are spread over powers of ten
 */
public record LineChart(String title, String subtitle, String xAxis, String yAxis, boolean logarithmic,
		List<Series> series) implements Chart {

	private static final double WIDTH = 860;

	private static final double HEIGHT = 400;

	private static final double LEFT = 76;

	private static final double TOP = 92;

	private static final double BOTTOM = HEIGHT - 62;

	private static final double LINE = 17;

	private static final int TICKS = 5;

	public LineChart {
		series = List.copyOf(series);
	}

	@Override
	public String svg() {
		Drawing drawing = new Drawing(WIDTH, HEIGHT, this.title, this.subtitle);
		double right = WIDTH - 34
				- this.series.stream()
					.map((each) -> Drawing.width(each.name()))
					.max(Comparator.naturalOrder())
					.orElse(0.0);
		List<Double> settings = List.copyOf(settings());
		Scale y = scale();
		for (double tick : y.ticks(TICKS)) {
			drawing.line("grid", LEFT, y.at(tick), right, y.at(tick));
			drawing.text("faint", LEFT - 8, y.at(tick) + 4, "end", Drawing.number(tick));
		}
		drawing.text("faint", 20, TOP - 18, "start", this.yAxis);
		for (int number = 0; number < settings.size(); number++) {
			drawing.text("faint", x(number, settings, right), BOTTOM + 20, "middle",
					Drawing.number(settings.get(number)));
		}
		drawing.text("faint", (LEFT + right) / 2, BOTTOM + 44, "middle", this.xAxis);
		for (int number = 0; number < this.series.size(); number++) {
			draw(drawing, number, settings, y, right);
		}
		drawNames(drawing, y, right);
		return drawing.svg();
	}

	private SortedSet<Double> settings() {
		return points().map(Point::x).collect(Collectors.toCollection(TreeSet::new));
	}

	private Scale scale() {
		double most = points().mapToDouble((point) -> point.range().most()).max().orElse(1);
		if (!this.logarithmic) {
			return Scale.fromZero(BOTTOM, TOP, most, TICKS);
		}
		double least = points().mapToDouble((point) -> point.range().least()).min().orElse(1);
		return Scale.logarithmic(BOTTOM, TOP, Math.max(least, 1e-3), most);
	}

	private Stream<Point> points() {
		return this.series.stream().flatMap((each) -> each.points().stream());
	}

	private static double x(int number, List<Double> settings, double right) {
		double step = (right - LEFT) / settings.size();
		return LEFT + step / 2 + number * step;
	}

	private void draw(Drawing drawing, int number, List<Double> settings, Scale y, double right) {
		Series drawn = this.series.get(number);
		String colour = "c" + drawn.colour() % Drawing.COLOURS;
		String path = drawn.points()
			.stream()
			.map((point) -> String.format(Locale.ROOT, "%.1f,%.1f", x(settings.indexOf(point.x()), settings, right),
					y.at(point.range().value())))
			.collect(Collectors.joining(" "));
		drawing.add("<polyline class=\"curve %s\"%s points=\"%s\"/>", colour,
				drawn.dashed() ? " stroke-dasharray=\"6 5\"" : "", path);
		for (Point point : drawn.points()) {
			double x = x(settings.indexOf(point.x()), settings, right);
			drawing.line("spread " + colour, x, y.at(point.range().least()), x, y.at(point.range().most()));
			drawing.add("<circle class=\"mark %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", colour, x,
					y.at(point.range().value()));
		}
	}

	/**
	 * Writes each curve's name beside its end, and none over another.
	 */
	private void drawNames(Drawing drawing, Scale y, double right) {
		List<Series> downwards = new ArrayList<>(this.series);
		downwards.sort(Comparator.comparingDouble((Series each) -> end(each, y)));
		double free = TOP - LINE;
		for (Series each : downwards) {
			double place = Math.max(free, end(each, y) + 4.5);
			drawing.text("name c" + each.colour() % Drawing.COLOURS, right + 10, place, "start", each.name());
			free = place + LINE;
		}
	}

	private static double end(Series each, Scale y) {
		return y.at(each.points().get(each.points().size() - 1).range().value());
	}

	/**
	 * One curve.
	 *
	 * @param colour the number of its colour, from 0
	 */
	public record Series(String name, int colour, boolean dashed, List<Point> points) {

		public Series {
			points = List.copyOf(points);
		}

	}

	/**
	 * What was measured with one setting.
	 */
	public record Point(double x, Range range) {

	}

}
