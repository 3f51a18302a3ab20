package io.ackline.workbench.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.ackline.workbench.plot.BarChart;
import io.ackline.workbench.plot.Chart;
import io.ackline.workbench.plot.LineChart;
import io.ackline.workbench.plot.Range;

/**
 * How a benchmark is drawn.
 */
@FunctionalInterface
interface Figure {

	/**
	 * A bar for each contender, in a panel for each measure.
	 */
	Figure BARS = (comparison) -> bars(comparison, (name) -> name);

	/**
	 * Draws what was measured.
	 */
	Chart of(Comparison comparison);

	private static Chart bars(Comparison comparison, Function<String, String> kind) {
		List<String> names = comparison.contenders();
		List<String> kinds = names.stream().map(kind).distinct().toList();
		List<BarChart.Panel> panels = comparison.measures()
			.stream()
			.filter((measure) -> measure != Measure.LOAD_SHARE)
			.map((measure) -> new BarChart.Panel(measure.unit(),
					names.stream()
						.map((name) -> comparison.spread(name, measure)
							.map((spread) -> new BarChart.Bar(range(spread), measure.format(spread.median()),
									kinds.indexOf(kind.apply(name)))))
						.toList()))
			.toList();
		return new BarChart(comparison.benchmark().title(), comparison.benchmark().what(), names, panels);
	}

	/**
	 * Returns bars that have one colour for each kind of contender.
	 */
	static Figure bars(Function<String, String> kind) {
		return (comparison) -> bars(comparison, kind);
	}

	/**
	 * Returns curves over a setting, those of the second and later measures dashed.
	 * @param axis what is set
	 * @param logarithmic whether values are spread over powers of ten
	 * @param places the curve and the setting that each contender's values belong to
	 */
	static Figure curves(String axis, boolean logarithmic, Map<String, Place> places) {
		return (comparison) -> {
			List<Measure> measures = comparison.measures()
				.stream()
				.filter((measure) -> measure != Measure.LOAD_SHARE)
				.toList();
			List<String> curves = places.values().stream().map(Place::curve).distinct().sorted().toList();
			List<LineChart.Series> series = IntStream.range(0, measures.size())
				.boxed()
				.flatMap((number) -> curves.stream()
					.map((curve) -> new LineChart.Series(name(curve, measures, number), curves.indexOf(curve),
							number > 0, points(comparison, measures.get(number), curve, places))))
				.filter((each) -> !each.points().isEmpty())
				.toList();
			return new LineChart(comparison.benchmark().title(), comparison.benchmark().what(), axis,
					measures.stream().map(Measure::unit).collect(Collectors.joining(", ")), logarithmic, series);
		};
	}

	private static String name(String curve, List<Measure> measures, int number) {
		if (measures.size() == 1) {
			return curve;
		}
		String measure = measures.get(number).unit().split(" ", 2)[0];
		return curve.isEmpty() ? measure : curve + ", " + measure;
	}

	private static List<LineChart.Point> points(Comparison comparison, Measure measure, String curve,
			Map<String, Place> places) {
		Map<Double, Range> points = new TreeMap<>();
		comparison.contenders()
			.stream()
			.flatMap((name) -> Stream.ofNullable(places.get(name))
				.filter((place) -> place.curve().equals(curve))
				.map((place) -> Map.entry(place.setting(), comparison.spread(name, measure))))
			.forEach((point) -> point.getValue().ifPresent((spread) -> points.put(point.getKey(), range(spread))));
		return points.entrySet()
			.stream()
			.map((point) -> new LineChart.Point(point.getKey(), point.getValue()))
			.toList();
	}

	private static Range range(Spread spread) {
		return new Range(spread.median(), spread.least(), spread.most());
	}

	/**
	 * Where a contender is drawn.
	 *
	 * @param curve the curve's name
	 * @param setting its place along the axis
	 */
	record Place(String curve, double setting) {

	}

}
