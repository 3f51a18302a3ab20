package io.ackline.workbench;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WorkbenchTests {

	@Test
	void saysInOneLineThatNothingRuns() {
		StringWriter printed = new StringWriter();
		int code = Workbench.commandLine()
			.setErr(new PrintWriter(printed, true))
			.execute("--producer", "http://127.0.0.1:1", "--consumer", "http://127.0.0.1:2");
		assertThat(code).isEqualTo(2);
		assertThat(printed.toString()).hasLineCount(1)
			.startsWith("Not ready: [http://127.0.0.1:1, http://127.0.0.1:2].")
			.contains("./ackline up");
	}

}
