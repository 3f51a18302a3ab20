package io.ackline.workbench.scale;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ScaleCommandTests {

	@ParameterizedTest
	@CsvSource({ "--partitions,0", "--partitions,'1,2,3,4'", "--instances,0", "--events,0" })
	void refusesWhatCannotBeMeasured(String option, String value) {
		StringWriter printed = new StringWriter();
		int code = ScaleCommand.commandLine().setErr(new PrintWriter(printed, true)).execute(option, value);
		assertThat(code).isEqualTo(2);
		assertThat(printed.toString())
			.startsWith("--events, --instances and up to 3 numbers of --partitions can be 1 and more");
	}

}
