package io.ackline.consumer.stock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadmeTests {

	/**
	 * What the README shows of a handler is what is compiled and run here.
	 */
	@Test
	void showsAHandlerThatIsTested() throws IOException {
		Path sources = Path.of("src/test/java/io/ackline/consumer/stock");
		String code = Files.readString(sources.resolve("Stock.java"))
				+ Files.readString(sources.resolve("StockIntegrationTests.java"));
		Matcher shown = Pattern.compile("(?s)## Write a handler.*?```java\n(.*?)```.*?```java\n(.*?)```")
			.matcher(Files.readString(Path.of("../README.md")));
		assertThat(shown.find()).isTrue();
		for (String block : List.of(shown.group(1), shown.group(2))) {
			assertThat(lines(code)).contains(lines(block));
		}
		assertThat((shown.group(1) + shown.group(2)).lines().filter((line) -> !line.isBlank()).count()).isLessThan(20);
	}

	private static String lines(String code) {
		return code.strip().replaceAll("(?m)^\\s+", "");
	}

}
