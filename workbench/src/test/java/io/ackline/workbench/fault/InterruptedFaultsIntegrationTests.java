package io.ackline.workbench.fault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing is left of a run that is ended while something is broken.
 */
@Tag("full")
@Timeout(300)
class InterruptedFaultsIntegrationTests {

	@TempDir
	private Path checkout;

	private Process faults;

	@BeforeEach
	void breakSomething() throws Exception {
		for (String module : List.of("producer-service", "consumer-service")) {
			Files.createSymbolicLink(this.checkout.resolve(module), Path.of("..", module).toRealPath());
		}
		Path output = this.checkout.resolve("output");
		this.faults = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), "-Dackline.root=" + this.checkout, "-Dackline.terminal=true",
				FaultsCommand.class.getName(), "--only", "two-brokers-paused")
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		Awaitility.await()
			.atMost(Duration.ofMinutes(3))
			.until(() -> Files.readString(output).contains("broken") || !this.faults.isAlive());
		assertThat(this.faults.isAlive()).as(Files.readString(output)).isTrue();
		assertThat(processes()).hasSizeGreaterThan(8);
	}

	@AfterEach
	void end() {
		this.faults.destroyForcibly();
	}

	@ParameterizedTest
	@CsvSource({ "TERM, 143", "KILL, 137" })
	void leavesNoProcessBehind(String signal, int status) throws Exception {
		new ProcessBuilder("kill", "-" + signal, String.valueOf(this.faults.pid())).start().waitFor();
		assertThat(this.faults.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(this.faults.exitValue()).isEqualTo(status);
		Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(processes()).isEmpty());
	}

	/**
	 * Returns the processes that have this run's folder on their command lines.
	 */
	private List<String> processes() {
		return ProcessHandle.allProcesses()
			.map((process) -> process.info().commandLine().orElse(""))
			.filter((line) -> line.contains(this.checkout.toString()))
			.toList();
	}

}
