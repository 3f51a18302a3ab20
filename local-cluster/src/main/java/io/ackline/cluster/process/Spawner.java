package io.ackline.cluster.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts processes that end with this JVM, however it ends. On Linux the kernel kills
 * them (the parent-death signal); a {@link Watchdog} does it elsewhere, and also for what
 * the signal does not reach: paused grandchildren.
 * <p>
 * The parent-death signal is sent when the <em>thread</em> that started the child ends,
 * therefore one thread starts them all, and it lives as long as the JVM.
 */
final class Spawner {

	private static final ExecutorService THREAD = Executors.newSingleThreadExecutor((task) -> {
		Thread thread = new Thread(task, "ackline-spawner");
		thread.setDaemon(true);
		return thread;
	});

	private static final List<String> DEATH_SIGNAL = deathSignal();

	private static final Watchdog WATCHDOG = Watchdog.start();

	private Spawner() {
	}

	static Process spawn(ChildSpec spec) {
		Process process = start(spec);
		WATCHDOG.watch(process.toHandle());
		CompletableFuture<Void> unused = process.onExit().thenAccept((ended) -> WATCHDOG.forget(ended.toHandle()));
		return process;
	}

	static Watchdog watchdog() {
		return WATCHDOG;
	}

	private static Process start(ChildSpec spec) {
		ProcessBuilder builder = new ProcessBuilder(line(spec.command())).directory(spec.directory().toFile())
			.redirectErrorStream(true)
			.redirectInput(Path.of("/dev/null").toFile())
			.redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
		builder.environment().putAll(spec.environment());
		try {
			return THREAD.submit(builder::start).get();
		}
		catch (ExecutionException ex) {
			throw new ClusterFailure(spec.name() + " does not start: " + ex.getCause(), ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClusterFailure(spec.name() + " was not started: interrupted", ex);
		}
	}

	/**
	 * Puts the parent-death signal right before the program itself, behind wrappers that
	 * change credentials: the kernel forgets the signal when those change.
	 */
	private static List<String> line(Command command) {
		List<String> line = new ArrayList<>(command.wrapper());
		line.addAll(DEATH_SIGNAL);
		line.addAll(command.program());
		return line;
	}

	private static List<String> deathSignal() {
		for (String folder : List.of("/usr/bin", "/bin")) {
			Path setpriv = Path.of(folder, "setpriv");
			if (Files.isExecutable(setpriv) && works(setpriv)) {
				return List.of(setpriv.toString(), "--pdeathsig", "KILL");
			}
		}
		return List.of();
	}

	private static boolean works(Path setpriv) {
		try {
			return new ProcessBuilder(setpriv.toString(), "--pdeathsig", "KILL", "true")
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
