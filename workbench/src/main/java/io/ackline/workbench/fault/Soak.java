package io.ackline.workbench.fault;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * A long load with one fault after the other, drawn at random. One producer and one
 * consumer are spared, and looked at from time to time.
 */
final class Soak {

	private final Map<String, Trend> trends = new LinkedHashMap<>();

	private final Map<String, Integer> played = new LinkedHashMap<>();

	private final Rig rig;

	private final List<Fault> faults;

	private final Moments moments;

	private final Duration every;

	private final PrintWriter out;

	private final long start = System.nanoTime();

	/**
	 * Creates a soak.
	 * @param faults what faults are drawn from
	 * @param every the time from the beginning of one to that of the next, if it is
	 * mended by then
	 */
	Soak(Rig rig, List<Fault> faults, long seed, Duration every, PrintWriter out) {
		this.rig = rig;
		this.faults = new ArrayList<>(faults);
		this.moments = new Moments(seed);
		this.every = every;
		this.out = out;
	}

	/**
	 * Lets events flow for a time and breaks the system meanwhile, and returns when all
	 * is judged.
	 */
	Result run(Chapters chapters, Duration duration) throws InterruptedException {
		this.rig.spareFirsts();
		this.rig.firsts().forEach((service) -> this.trends.put(service, new Trend(service)));
		ExecutorService thread = Executors.newSingleThreadExecutor();
		try {
			Future<Totals> load = thread.submit(chapters::run);
			while (elapsed().compareTo(duration) < 0 && !load.isDone()) {
				playOne(chapters);
			}
			chapters.end();
			say("Waiting for the last verdict ...");
			load.get();
			chapters.checkSeals();
			return new Result(chapters.totals(), List.copyOf(this.trends.values()), this.played, elapsed());
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("The load failed: " + ex.getCause(), ex);
		}
		finally {
			thread.shutdownNow();
		}
	}

	private void playOne(Chapters chapters) throws InterruptedException {
		long begun = System.nanoTime();
		Fault fault = this.faults.get(this.moments.oneOf(this.faults.size()) - 1);
		fault.script().run(this.rig, this.moments);
		this.rig.restore();
		this.played.merge(fault.name(), 1, Integer::sum);
		look();
		Duration took = Duration.ofNanos(System.nanoTime() - begun);
		say("%s, %d s; %d events judged so far, %s".formatted(fault.name(), took.toSeconds(),
				chapters.totals().events(), chapters.totals().held() ? "every promise held" : "promises were broken"));
		if (took.compareTo(this.every) < 0) {
			this.moments.pause(this.every.minus(took));
		}
	}

	private void look() throws InterruptedException {
		for (Map.Entry<String, Trend> trend : this.trends.entrySet()) {
			OptionalLong pid = this.rig.cluster().node(trend.getKey()).child().pid();
			if (pid.isPresent()) {
				Vitals.of(elapsed(), pid.getAsLong(), this.rig.address(trend.getKey()))
					.ifPresent(trend.getValue()::add);
			}
		}
	}

	private Duration elapsed() {
		return Duration.ofNanos(System.nanoTime() - this.start);
	}

	private void say(String text) {
		this.out.printf(Locale.ROOT, "%6.1f min  %s%n", elapsed().toSeconds() / 60.0, text);
		this.out.flush();
	}

	/**
	 * What came of a soak.
	 *
	 * @param faults how often each fault came
	 */
	record Result(Totals totals, List<Trend> trends, Map<String, Integer> faults, Duration duration) {

		boolean held() {
			return this.totals.held() && this.trends.stream().allMatch(Trend::isFlat);
		}

		String text() {
			return "%d faults in %d min: %s%n%n%s%n%s".formatted(
					this.faults.values().stream().mapToInt(Integer::intValue).sum(), this.duration.toMinutes(),
					this.faults.entrySet()
						.stream()
						.map((fault) -> "%d x %s".formatted(fault.getValue(), fault.getKey()))
						.collect(Collectors.joining(", ")),
					this.totals.text(),
					this.trends.stream().map(Trend::text).collect(Collectors.joining("%n".formatted())));
		}

	}

}
