package io.ackline.cluster.cli;

import java.nio.file.Path;

import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.supervisor.Layout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InspectTests {

	@TempDir
	private Path folder = Path.of("");

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "kafka-1:9092,kafka-2", "", "kafka-1:9092,", "kafka 1:9092", "[::1]" })
	void namesWhatIsNoAddressOfABroker(String servers) {
		assertRefused("--bootstrap is made of HOST:PORT, such as localhost:9092; '", "--bootstrap", servers);
	}

	@ParameterizedTest
	@CsvSource({ "--zookeeper, localhost, --zookeeper is made of HOST:PORT",
			"--producer, localhost:8080, --producer is a URL", "--consumer, ftp://localhost, --consumer is a URL",
			"--client-config, nowhere.properties, is no file that can be read",
			"--port, 99999, '--port is 1 to 65535, not 99999'" })
	void namesWhatIsWrong(String option, String value, String message) {
		assertRefused(message, "--bootstrap", "localhost:9092", option, value);
	}

	@Test
	void takesAddressesAsKafkaAndZooKeeperWriteThem() {
		// The folder has no inspector in it, which is looked for next.
		assertRefused("inspector.jar is missing", "--bootstrap", "SSL://kafka-1.example:9092, [::1]:9093",
				"--zookeeper", "zk-1:2181,zk-2:2181/kafka", "--producer",
				"http://localhost:8080,https://producer.example/ackline");
	}

	private void assertRefused(String message, String... arguments) {
		Inspect inspect = new Inspect(new Layout(this.folder), Console.standard());
		new CommandLine(inspect).parseArgs(arguments);
		assertThatExceptionOfType(ClusterFailure.class).isThrownBy(inspect::run).withMessageContaining(message);
	}

}
