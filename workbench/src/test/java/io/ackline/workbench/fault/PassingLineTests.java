package io.ackline.workbench.fault;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PassingLineTests {

	private final StringWriter written = new StringWriter();

	private final PrintWriter out = new PrintWriter(this.written);

	@Test
	void isWipedOutWhenTheTaskIsOver() throws Exception {
		String result = PassingLine.during(this.out, true, () -> "broken, 3 s", () -> {
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> this.written.toString().contains("broken, 3 s"));
			return "held";
		});
		assertThat(result).isEqualTo("held");
		assertThat(this.written.toString()).endsWith("\r\033[K");
	}

	@Test
	void doesNotWrapOnATerminal() throws Exception {
		PassingLine.during(this.out, true, () -> "x".repeat(500), () -> {
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> this.written.toString().contains("x"));
			return "";
		});
		assertThat(this.written.toString()).doesNotContain("x".repeat(101));
	}

	@Test
	void writesNothingWhereThereIsNoTerminal() throws Exception {
		assertThat(PassingLine.during(this.out, false, () -> "broken", () -> 7)).isEqualTo(7);
		assertThat(this.written.toString()).isEmpty();
	}

}
