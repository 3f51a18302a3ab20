package io.ackline.workbench.fault;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.ackline.cluster.process.ClusterFailure;
import io.ackline.workbench.evidence.EvidenceFiles;
import io.ackline.workbench.verdict.Figures;

/**
 * One call of the command: plays what is asked for, says how it goes, and leaves reports.
 */
final class Session {

	private static final int HELD = 0;

	private static final int BROKEN = 1;

	private static final int UNKNOWN = 2;

	private final Workplace place;

	private final Circumstances circumstances;

	private final PrintWriter out;

	private final boolean terminal;

	/**
	 * Creates a session.
	 * @param terminal whether what is said goes to a terminal
	 */
	Session(Workplace place, Circumstances circumstances, PrintWriter out, boolean terminal) {
		this.terminal = terminal;
		this.place = place;
		this.circumstances = circumstances;
		this.out = out;
	}

	/**
	 * Plays each fault once, then each once more, and so on. The report is written after
	 * each round, so that there is one whenever the run is ended.
	 * @return the command's exit code
	 */
	int rounds(Rig rig, List<Fault> faults, int rounds) throws InterruptedException, IOException {
		Matrix matrix = new Matrix();
		Report report = new Report(this.place.folder());
		List<Fault> playable = playable(rig, faults, matrix);
		for (int round = 0; round < rounds; round++) {
			for (Fault fault : playable) {
				boolean judged = play(rig, fault, this.circumstances.seed() + round, matrix);
				report.write(this.circumstances, matrix);
				if (!judged) {
					// Or nothing could be said of what comes next.
					rig.restore();
				}
			}
		}
		report.write(this.circumstances, matrix);
		say(matrix.table());
		say(matrix.held() ? matrix.judged() ? "Every promise held." : "Every promise held that was judged."
				: "Promises were broken. The evidence is in " + this.place.folder().resolve("evidence") + ".");
		say("The report is " + this.place.folder().resolve("report.md") + ", and .json.");
		return matrix.held() ? matrix.judged() ? HELD : UNKNOWN : BROKEN;
	}

	private List<Fault> playable(Rig rig, List<Fault> faults, Matrix matrix) {
		List<Fault> playable = new ArrayList<>();
		for (Fault fault : faults) {
			if (fault.need().isMet(rig)) {
				playable.add(fault);
				continue;
			}
			matrix.skip(fault);
			say("%2d %s: skipped, it needs %s".formatted(Faults.number(fault), fault.name(), fault.need().words()));
		}
		return playable;
	}

	/**
	 * Plays a round.
	 * @return whether it came to a verdict; what it has left broken is to be mended if
	 * not
	 */
	private boolean play(Rig rig, Fault fault, long seed, Matrix matrix) throws InterruptedException {
		long start = System.nanoTime();
		String name = "%2d %s, seed %d".formatted(Faults.number(fault), fault.name(), seed);
		try {
			Round.Result result = play(new Round(rig, fault, seed, this.circumstances.rate()), name);
			matrix.add(result);
			say(String.format(Locale.ROOT, "%s: %s in %.0f s, %d of %d acknowledged%s, stall %s, recovery %s", name,
					result.held() ? "held" : result.verdict().findings().size() + " findings",
					(System.nanoTime() - start) / 1e9, result.verdict().figures().acknowledged(),
					result.verdict().figures().events(), lostAsDocumented(result.verdict().figures()),
					Matrix.seconds(result.verdict().figures().longestStall()),
					result.recovery().map(Matrix::seconds).orElse("none")));
			if (!result.held()) {
				keep(result);
			}
			return true;
		}
		catch (RuntimeException ex) {
			if (rig.isAbandoned()) {
				throw ex;
			}
			String reason = String.valueOf(ex.getMessage()).lines().findFirst().orElse("");
			matrix.giveUp(fault, seed, reason);
			say("%s: not judged: %s".formatted(name, ex.getMessage()));
			return false;
		}
	}

	private Round.Result play(Round round, String name) throws InterruptedException {
		return PassingLine.during(this.out, this.terminal, () -> name + ": " + round.progress(), round::play);
	}

	private static String lostAsDocumented(Figures figures) {
		return (figures.lostAsDocumented() == 0) ? ""
				: ", %d of them lost as documented".formatted(figures.lostAsDocumented());
	}

	private void keep(Round.Result result) {
		Path folder = this.place.evidence("%s-%d".formatted(result.fault(), result.seed()));
		new EvidenceFiles(folder).write(result.evidence());
		try {
			Files.writeString(folder.resolve("verdict.txt"), result.verdict().toString());
		}
		catch (IOException ex) {
			throw new ClusterFailure("The verdict cannot be written: " + ex.getMessage(), ex);
		}
		say(result.verdict() + "The evidence is in " + folder + ", the logs in " + this.place.rig().resolve("logs"));
	}

	/**
	 * Lets events flow for a time while faults come at random.
	 * @return the command's exit code
	 */
	int soak(Rig rig, List<Fault> faults, Duration every, Duration duration) throws InterruptedException, IOException {
		List<Fault> playable = faults.stream()
			.filter((fault) -> fault.need() == Fault.Need.NOTHING || fault.need() == Fault.Need.THREE_ZOOKEEPERS)
			.filter((fault) -> fault.need().isMet(rig))
			.toList();
		if (playable.isEmpty()) {
			throw new ClusterFailure("None of these faults can come in a soak here");
		}
		say("%d min of %.0f events a second, one of %d faults every %d s".formatted(duration.toMinutes(),
				this.circumstances.rate(), playable.size(), every.toSeconds()));
		try (Chapters chapters = new Chapters(rig, this.circumstances.seed(), this.circumstances.rate(), this.place)) {
			Soak.Result result = new Soak(rig, playable, this.circumstances.seed(), every, this.out).run(chapters,
					duration);
			Path report = this.place.folder().resolve("soak.md");
			Files.writeString(report,
					"# Soak%n%n%s%n```text%n%s```%n".formatted(this.circumstances.text(), result.text()));
			say(result.text());
			say(result.totals().held() ? "Every promise held." : "Promises were broken.");
			say("The report is " + report + ".");
			return result.held() ? HELD : BROKEN;
		}
	}

	private void say(String text) {
		this.out.println(text);
		this.out.flush();
	}

}
