package io.ackline.workbench.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kafka's own tools for measuring, in a process of their own, on the same client as the
 * services.
 */
final class KafkaTool {

	private static final Pattern THROUGHPUT = Pattern.compile("records sent, ([\\d.]+) records/sec");

	private static final Pattern PERCENTILES = Pattern.compile("50th = (\\d+), 99th = (\\d+)");

	private KafkaTool() {
	}

	/**
	 * Sends records with {@code ProducerPerformance}.
	 * @param settings the client's, as {@code name=value}
	 * @return its steady rate
	 */
	static double producerPerformance(String topic, int recordSize, long records, long warmUp, List<String> settings)
			throws InterruptedException {
		List<String> arguments = new ArrayList<>(List.of("--topic", topic, "--record-size", String.valueOf(recordSize),
				"--num-records", String.valueOf(records + warmUp), "--warmup-records", String.valueOf(warmUp),
				"--throughput", "-1", "--command-property"));
		arguments.addAll(settings);
		String output = run("org.apache.kafka.tools.ProducerPerformance", arguments);
		return lastMatch(THROUGHPUT, output, "rate");
	}

	/**
	 * Sends and receives records with {@code EndToEndLatency}, which tells whole
	 * milliseconds.
	 */
	static Sample endToEndLatency(String bootstrapServers, String topic, int recordSize, long records)
			throws InterruptedException {
		String output = run("org.apache.kafka.tools.EndToEndLatency",
				List.of("--bootstrap-server", bootstrapServers, "--topic", topic, "--num-records",
						String.valueOf(records), "--producer-acks", "all", "--record-size",
						String.valueOf(recordSize)));
		Matcher percentiles = PERCENTILES.matcher(output);
		if (!percentiles.find()) {
			throw new IllegalStateException("Kafka's tool tells no latencies: " + output);
		}
		return Sample.of(Measure.P50, Double.parseDouble(percentiles.group(1)))
			.with(Measure.P99, Double.parseDouble(percentiles.group(2)));
	}

	private static double lastMatch(Pattern pattern, String output, String what) {
		Matcher matcher = pattern.matcher(output);
		double found = Double.NaN;
		while (matcher.find()) {
			found = Double.parseDouble(matcher.group(1));
		}
		if (Double.isNaN(found)) {
			throw new IllegalStateException("Kafka's tool tells no " + what + ": " + output);
		}
		return found;
	}

	private static String run(String mainClass, List<String> arguments) throws InterruptedException {
		try (JavaProcess tool = JavaProcess.start(mainClass, arguments)) {
			return tool.await();
		}
	}

}
