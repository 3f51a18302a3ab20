package io.ackline.workbench.plot;

import java.io.StringReader;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChartTests {

	private final BarChart bars = new BarChart("title", "more & less", List.of("first", "second"), List
		.of(new BarChart.Panel("events/s",
				List.of(Optional.of(new BarChart.Bar(new Range(1500, 1400, 1600), "1,500", 0)), Optional.empty()))));

	private final LineChart curves = new LineChart("title", "subtitle", "what is set", "ms", true,
			List.of(new LineChart.Series("one", 0, false, List.of(point(0, 1), point(50, 40))),
					new LineChart.Series("other", 1, true, List.of(point(0, 1), point(50, 41)))));

	private static LineChart.Point point(double x, double y) {
		return new LineChart.Point(x, new Range(y, y / 2, y * 2));
	}

	@Test
	void isADocumentWhateverItsTextsHave() throws Exception {
		assertThat(texts(this.bars)).contains("more & less", "first", "second", "events/s", "1,500", "2,000");
		assertThat(texts(this.curves)).contains("what is set", "ms", "one", "other", "0", "50", "0.1", "100");
	}

	@Test
	void hasASchemeForTheLightAndOneForTheDark() {
		assertThat(this.bars.svg()).contains("--ground: #ffffff", "prefers-color-scheme: dark", "--ground: #151b23");
	}

	@Test
	void writesNoNameOverAnother() throws Exception {
		var nodes = parse(this.curves).getElementsByTagName("text");
		double one = 0;
		double other = 0;
		for (int i = 0; i < nodes.getLength(); i++) {
			double y = number(nodes.item(i), "y");
			one = nodes.item(i).getTextContent().equals("one") ? y : one;
			other = nodes.item(i).getTextContent().equals("other") ? y : other;
		}
		assertThat(Math.abs(one - other)).isGreaterThanOrEqualTo(16);
	}

	@Test
	void writesNoNumberOverAnotherHoweverManyQuantitiesThereAre() throws Exception {
		BarChart.Panel panel = new BarChart.Panel("events/s",
				List.of(Optional.of(new BarChart.Bar(new Range(5500, 5000, 6000), "5,500", 0))));
		var nodes = parse(new BarChart("title", "subtitle", List.of("Ackline"), Collections.nCopies(7, panel)))
			.getElementsByTagName("text");
		record Label(double y, double from, double to) {
		}
		List<Label> labels = IntStream.range(0, nodes.getLength())
			.mapToObj(nodes::item)
			.filter((node) -> node.getTextContent().matches("[\\d,]+0|0"))
			.filter((node) -> node.getAttributes().getNamedItem("text-anchor").getNodeValue().equals("middle"))
			.map((node) -> {
				double x = number(node, "x");
				double half = Drawing.width(node.getTextContent()) / 2;
				return new Label(number(node, "y"), x - half, x + half);
			})
			.sorted(Comparator.comparing(Label::y).thenComparing(Label::from))
			.toList();
		assertThat(labels).hasSizeGreaterThan(7 * 2);
		for (int i = 1; i < labels.size(); i++) {
			if (labels.get(i).y() == labels.get(i - 1).y()) {
				assertThat(labels.get(i).from()).isGreaterThan(labels.get(i - 1).to());
			}
		}
	}

	@Test
	void scalesToRoundNumbers() {
		assertThat(Scale.fromZero(0, 100, 173_000, 5).ticks(5)).containsExactly(0.0, 50_000.0, 100_000.0, 150_000.0,
				200_000.0);
		assertThat(Scale.logarithmic(0, 100, 0.9, 430).ticks(5)).hasSize(5);
		assertThat(Scale.logarithmic(0, 100, 1, 100).at(10)).isEqualTo(50);
	}

	private static double number(Node node, String attribute) {
		return Double.parseDouble(node.getAttributes().getNamedItem(attribute).getNodeValue());
	}

	private static List<String> texts(Chart chart) throws Exception {
		var nodes = parse(chart).getElementsByTagName("text");
		return IntStream.range(0, nodes.getLength()).mapToObj((number) -> nodes.item(number).getTextContent()).toList();
	}

	private static Document parse(Chart chart) throws Exception {
		return DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(new InputSource(new StringReader(chart.svg())));
	}

}
