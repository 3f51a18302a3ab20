package io.ackline.cluster.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class LedgerTests {

	@TempDir
	private Path folder = Path.of("");

	@Test
	void killsWhatAnEarlierRunHasLeft() {
		Child left = new Child(Sleeper.spec(this.folder, "sleep 100 & wait", Duration.ofSeconds(1)),
				new Ledger(file()));
		left.start();
		assertThat(new Ledger(file()).sweep()).containsExactly("sleeper");
		await().until(() -> !left.isAlive());
		assertThat(new Ledger(file()).sweep()).isEmpty();
	}

	@Test
	void killsWhatAnEarlierRunHasPaused() {
		Child left = new Child(Sleeper.spec(this.folder, "sleep 100 & wait", Duration.ofSeconds(1)),
				new Ledger(file()));
		left.start();
		left.pause();
		assertThat(new Ledger(file()).sweep()).containsExactly("sleeper");
		await().until(() -> !left.isAlive());
	}

	@Test
	void sparesAProcessThatHasTheSameIdAndBeganAtAnotherTime() throws IOException {
		long own = ProcessHandle.current().pid();
		Files.writeString(file(),
				"[{\"name\":\"broker-1\",\"process\":{\"pid\":" + own + ",\"began\":\"yesterday\"}}]");
		assertThat(new Ledger(file()).sweep()).isEmpty();
	}

	@Test
	void forgetsWhatWasStopped() {
		Ledger ledger = new Ledger(file());
		ledger.add("one", Set.of(ProcessHandle.current()));
		ledger.remove("one");
		assertThat(file()).hasContent("[]");
	}

	@Test
	void saysWhatToDoWhenItCannotBeRead() throws IOException {
		Files.writeString(file(), "[{");
		assertThatExceptionOfType(ClusterFailure.class).isThrownBy(new Ledger(file())::sweep)
			.withMessageStartingWith("Cannot read " + file())
			.withMessageEndingWith("end the processes of this cluster yourself, then delete that file");
	}

	@Test
	void findsAProcessByItsIdentity() {
		assertThat(ProcessIdentity.of(ProcessHandle.current()).find()).contains(ProcessHandle.current());
	}

	private Path file() {
		return this.folder.resolve("children.json");
	}

}
