package io.ackline.workbench.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All benchmarks, in the order of the table.
 */
final class Benchmarks {

	private Benchmarks() {
	}

	/**
	 * Returns what compares Ackline with others.
	 */
	static List<Benchmark> comparisons() {
		return Stream.of(Publishing.all(), Consuming.all(), Whole.all()).flatMap(List::stream).toList();
	}

	static List<Benchmark> all() {
		return Stream.concat(comparisons().stream(), Experiments.all().stream()).toList();
	}

	static Optional<Benchmark> find(String title) {
		return all().stream().filter((benchmark) -> benchmark.title().equals(title)).findFirst();
	}

}
