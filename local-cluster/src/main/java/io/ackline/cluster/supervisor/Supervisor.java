package io.ackline.cluster.supervisor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.ackline.cluster.Node;
import io.ackline.cluster.kafka.KafkaStatus;
import io.ackline.cluster.kafka.KafkaView;
import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.process.ProcessIdentity;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The process that owns everything. It starts all, listens to commands, and stops all
 * when it is asked to, is terminated, or its input ends if it is tied to that. However it
 * ends, its children end with it.
 */
public final class Supervisor {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Journal journal = new Journal();

	private final CountDownLatch stopRequested = new CountDownLatch(1);

	private final CountDownLatch over = new CountDownLatch(1);

	private final Layout layout;

	private final Installation installation;

	private Supervisor(SupervisorOptions options) {
		this.layout = new Layout(Path.of(options.root()));
		this.installation = new Installation(options, this.journal);
	}

	/**
	 * Runs a supervisor.
	 * @param arguments the {@link SupervisorOptions} as JSON
	 */
	public static void main(String[] arguments) throws Exception {
		SupervisorOptions options = JSON.readValue(arguments[0], SupervisorOptions.class);
		Supervisor supervisor = new Supervisor(options);
		Path lockFile = supervisor.layout.lock();
		try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
				FileLock lock = channel.tryLock()) {
			if (lock == null) {
				System.err
					.println("Ackline is already starting or stopping here; ./ackline status shows how far it is");
				System.exit(1);
			}
			supervisor.run(options.tied());
		}
		catch (IOException | RuntimeException ex) {
			ex.printStackTrace();
			// Whoever has started this shows the last line of its log.
			System.err.println("The supervisor failed: " + ex);
			System.exit(1);
		}
		System.exit(0);
	}

	private void run(boolean tied) throws IOException, InterruptedException {
		String secret = secret();
		Control control = new Control(secret);
		int port = control.start(this);
		new SupervisorRecord(ProcessIdentity.of(ProcessHandle.current()), port, secret).write(this.layout);
		Runtime.getRuntime().addShutdownHook(new Thread(this::stopBeforeExit, "ackline-shutdown"));
		if (tied) {
			startDaemon("ackline-tie", this::awaitEndOfInput);
		}
		startDaemon("ackline-start", this::start);
		try {
			this.stopRequested.await();
			stop();
			// Whoever has started this shall read why it failed; that it has stopped, its
			// being gone says too.
			this.journal.awaitReader(Duration.ofSeconds((this.journal.phase() == Phase.FAILED) ? 5 : 1));
			SupervisorRecord.delete(this.layout);
			control.stop();
		}
		finally {
			this.over.countDown();
		}
	}

	private void start() {
		try {
			this.installation.start();
			this.journal.enter(Phase.READY, "ready");
		}
		catch (ClusterFailure ex) {
			fail(String.valueOf(ex.getMessage()));
		}
		catch (RuntimeException ex) {
			ex.printStackTrace();
			fail(ex + "; more is in " + this.layout.logs().resolve("supervisor.log"));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void fail(String why) {
		if (this.stopRequested.getCount() > 0) {
			if (!this.installation.nodes().isEmpty()) {
				this.journal.note("that failed; stopping what has started");
			}
			this.installation.stop();
			this.journal.enter(Phase.FAILED, why);
			requestStop();
		}
	}

	private void stop() {
		if (this.journal.phase() != Phase.FAILED) {
			this.journal.enter(Phase.STOPPING, "stopping");
			this.installation.stop();
			this.journal.enter(Phase.STOPPED, "stopped");
		}
	}

	private void stopBeforeExit() {
		requestStop();
		try {
			this.over.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void awaitEndOfInput() {
		try {
			while (System.in.read() != -1) {
				// Nothing is said this way: only the end counts.
			}
		}
		catch (IOException ex) {
			// As good as its end.
		}
		requestStop();
	}

	void requestStop() {
		this.stopRequested.countDown();
	}

	JournalPage journal(int from) {
		try {
			return this.journal.read(from);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClusterFailure("Interrupted", ex);
		}
	}

	Node act(Action action, String name) {
		return action.on(this.installation.cluster(), name);
	}

	Status status() {
		return new Status(this.journal.phase(), ProcessHandle.current().pid(), processes(), kafka());
	}

	List<Status.ProcessStatus> processes() {
		return this.installation.nodes().stream().map(Status.ProcessStatus::of).toList();
	}

	private @Nullable KafkaStatus kafka() {
		if (this.journal.phase() != Phase.READY) {
			return null;
		}
		try (KafkaView view = new KafkaView(this.installation.cluster().bootstrapServers())) {
			return view.status();
		}
		catch (ClusterFailure ex) {
			return null;
		}
	}

	private static void startDaemon(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

	private static String secret() {
		byte[] bytes = new byte[24];
		new SecureRandom().nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

}
