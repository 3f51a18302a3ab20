package io.ackline.workbench.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How much a service holds, at one moment.
 *
 * @param at the time since the first look
 * @param pid its process
 * @param resident its memory, in MiB
 * @param heap what lives on its heap, in MiB, after a full collection
 * @param files its open file descriptors
 */
record Vitals(Duration at, long pid, double resident, double heap, double files) {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final double MIB = 1024 * 1024;

	private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(LIMIT).build();

	private static final Pattern HEAP = Pattern.compile("jvm_memory_used_bytes\\{.*area=\"heap\".*");

	private static final Pattern FILES = Pattern.compile("process_files_open_files(\\{.*)?");

	/**
	 * Looks at a service, and has it collect its garbage first.
	 * @return nothing if it does not tell
	 */
	static Optional<Vitals> of(Duration at, long pid, URI service) throws InterruptedException {
		try {
			output(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(pid), "GC.run");
			HttpRequest request = HttpRequest.newBuilder(service.resolve("/actuator/prometheus"))
				.timeout(LIMIT)
				.build();
			String metrics = HTTP.send(request, BodyHandlers.ofString()).body();
			double resident = Double.parseDouble(output("ps", "-o", "rss=", "-p", String.valueOf(pid)).strip());
			return Optional.of(new Vitals(at, pid, resident / 1024, sum(metrics, HEAP.asMatchPredicate()) / MIB,
					sum(metrics, FILES.asMatchPredicate())));
		}
		catch (IOException | NumberFormatException ex) {
			return Optional.empty();
		}
	}

	private static String output(String... command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.waitFor() != 0) {
			throw new IOException("%s failed: %s".formatted(command[0], output));
		}
		return output;
	}

	private static double sum(String metrics, Predicate<String> name) {
		return metrics.lines()
			.filter((line) -> !line.startsWith("#") && name.test(line.substring(0, line.lastIndexOf(' '))))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
			.sum();
	}

}
