package io.ackline.cluster.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.ackline.cluster.process.Child.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class ChildTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	@TempDir
	private Path folder = Path.of("");

	private @Nullable Child child;

	@AfterEach
	void kill() {
		if (this.child != null && this.child.isAlive()) {
			this.child.kill();
		}
	}

	@Test
	void appendsItsOutputToItsLog() {
		Child child = child("echo $COLOUR; echo warning >&2", LONG);
		child.start();
		await().until(() -> child.state() == State.DIED);
		child.start();
		await().until(() -> child.log().tail(10).size() == 4);
		assertThat(child.log().tail(3)).containsExactly("warning", "red", "warning");
	}

	@Test
	void saysHowItDied() {
		Child child = child("echo no such topic; exit 3", LONG);
		child.start();
		await().until(() -> child.state() == State.DIED);
		assertThat(child.failure()).hasMessage("sleeper died at start (exit status 3). Its log, "
				+ this.folder.resolve("sleeper.log") + ", ends with:\n  no such topic");
	}

	@Test
	void stopsInItsOwnTime() {
		Child child = child("trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.01; done", LONG);
		start(child);
		assertThat(child.stop()).isTrue();
		assertThat(child.state()).isEqualTo(State.STOPPED);
		assertThat(child.log().tail(1)).containsExactly("bye");
	}

	@Test
	void isKilledWhenItDoesNotStop() {
		Child child = child("trap '' TERM; echo ready; while :; do sleep 0.01; done", Duration.ofMillis(100));
		start(child);
		assertThat(child.stop()).isFalse();
		assertThat(child.state()).isEqualTo(State.STOPPED);
	}

	@Test
	void isStoppedWhilePaused() {
		Child child = child("trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.01; done", LONG);
		start(child);
		child.pause();
		assertThat(child.stop()).isTrue();
	}

	@Test
	void isKilledWithAllThatItHasStarted() {
		Child child = child("sleep 100 & sleep 100 & echo ready; wait", LONG);
		start(child);
		List<ProcessHandle> tree = tree(child);
		assertThat(tree).hasSize(3);
		child.kill();
		assertThat(child.state()).isEqualTo(State.KILLED);
		assertThat(tree).noneMatch(KernelView::runs);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void isPausedWithAllThatItHasStarted() {
		Child child = child("while :; do echo tick; sleep 0.01; done & echo ready; wait", LONG);
		start(child);
		child.pause();
		assertThat(child.state()).isEqualTo(State.PAUSED);
		await().until(() -> states(child).allMatch((state) -> state == 'T'));
		child.resume();
		assertThat(child.state()).isEqualTo(State.RUNNING);
		await().until(() -> states(child).noneMatch((state) -> state == 'T'));
	}

	@Test
	void refusesWhatMakesNoSense() {
		Child child = child("echo ready; sleep 100", LONG);
		assertThatExceptionOfType(ClusterFailure.class).isThrownBy(child::kill)
			.withMessage("sleeper is not running; start it first");
		start(child);
		assertThatExceptionOfType(ClusterFailure.class).isThrownBy(child::start)
			.withMessage("sleeper is running already");
		assertThatExceptionOfType(ClusterFailure.class).isThrownBy(child::resume).withMessage("sleeper is not paused");
	}

	private void start(Child child) {
		child.start();
		await().until(() -> child.log().tail(100).contains("ready"));
	}

	private static List<ProcessHandle> tree(Child child) {
		return new ProcessTree(ProcessHandle.of(child.pid().orElseThrow()).orElseThrow()).processes();
	}

	private static Stream<Character> states(Child child) {
		return tree(child).stream()
			.filter(KernelView::runs)
			.flatMap((process) -> KernelView.of(process).stream())
			.map(KernelView::state);
	}

	private Child child(String script, Duration patience) {
		Child created = new Child(Sleeper.spec(this.folder, script, patience),
				new Ledger(this.folder.resolve("children.json")));
		this.child = created;
		return created;
	}

}
