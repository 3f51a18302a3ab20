package io.ackline.workbench.bench;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class BenchCommandTests {

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	@Test
	void listsItsBenchmarks() {
		assertThat(execute("--list")).isZero();
		assertThat(this.out.toString()).contains("single-64", "batch-100", "stream-4", "consumer", "growth",
				"end-to-end", "start", "partitions", "acks", "storage", "consumers", "slow-follower");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			--only       | single-65           | There is no benchmark 'single-65'; there are: single-64
			--rounds     | 0                   | --rounds can be 1 to 1000, not 0
			--against    | http://localhost:1  | NAME=URL
			""")
	void refusesWhatItCannotDo(String option, String value, String message) {
		assertThat(execute(option, value)).isEqualTo(2);
		assertThat(this.err.toString()).contains(message);
	}

	private int execute(String... arguments) {
		CommandLine command = BenchCommand.commandLine();
		command.setOut(new PrintWriter(this.out, true));
		command.setErr(new PrintWriter(this.err, true));
		return command.execute(arguments);
	}

}
