package io.ackline.cluster.supervisor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.ackline.cluster.PortPlan;
import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.process.Ledger;
import io.ackline.cluster.supervisor.Status.ProcessStatus;
import io.ackline.cluster.supervisor.SupervisorOptions.PortChoice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class SupervisorIntegrationTests {

	@TempDir
	private Path root = Path.of("");

	private Layout layout = new Layout(this.root);

	@BeforeEach
	void lay() {
		this.layout = new Layout(this.root);
	}

	@AfterEach
	void leaveNothing() {
		SupervisorClient.find(this.layout).ifPresent(SupervisorClient::kill);
		await().until(() -> SupervisorClient.find(this.layout).isEmpty());
		if (Files.exists(this.layout.ledger())) {
			new Ledger(this.layout.ledger()).sweep();
		}
	}

	@Test
	void endsAllItsChildrenWhenItIsKilledItself() throws SQLException {
		SupervisorClient supervisor = start(1, false);
		follow(supervisor, Phase.READY);
		Status status = supervisor.status();
		try (Connection connection = DriverManager.getConnection(
				"jdbc:postgresql://127.0.0.1:" + port(status, "postgres") + "/ackline", "ackline", "ackline")) {
			assertThat(connection.isValid(2)).isTrue();
			supervisor.act(Action.PAUSE, "postgres");
			supervisor.act(Action.PAUSE, "broker-1");
			List<ProcessHandle> tree = descendants(status);
			assertThat(tree).hasSizeGreaterThan(7);
			supervisor.kill();
			await().atMost(Duration.ofSeconds(10)).until(() -> tree.stream().noneMatch(ProcessHandle::isAlive));
		}
		assertThat(status.processes()).hasSize(3).allMatch((process) -> PortPlan.isFree(process.port()));
		assertThat(new Ledger(this.layout.ledger()).sweep()).isEmpty();
	}

	@Test
	void isStartedOnceAnswersWhoHasItsSecretAndStopsAllWhenItIsAskedTo() throws Exception {
		SupervisorClient supervisor = start(1, false);
		assertThatExceptionOfType(ClusterFailure.class).isThrownBy(() -> start(1, false))
			.withMessageContaining("already");
		assertThat(ask("/status", "another").statusCode()).isEqualTo(401);
		follow(supervisor, Phase.READY);
		Status status = supervisor.status();
		List<ProcessHandle> tree = descendants(status);
		assertThat(status.kafka()).isNotNull();
		assertThat(ask("/nodes", null).body()).contains("\"name\":\"broker-1\",\"state\":\"running\"");
		assertThat(supervisor.act(Action.STOP, "postgres")).isEqualTo("postgres stopped");
		assertThat(supervisor.act(Action.START, "postgres"))
			.isEqualTo("postgres started, it listens on port " + port(status, "postgres"));
		assertThat(supervisor.act(Action.PAUSE, "controller")).isEqualTo("broker-1, the controller paused");
		supervisor.requestStop();
		assertThat(follow(supervisor, Phase.STOPPED).phase()).isEqualTo(Phase.STOPPED);
		await().until(() -> !supervisor.isAlive());
		assertThat(tree).hasSizeGreaterThan(6).noneMatch(ProcessHandle::isAlive);
		assertThat(status.processes()).allMatch((process) -> PortPlan.isFree(process.port()));
		assertThat(this.layout.record()).doesNotExist();
	}

	@Test
	void stopsAllWhenWhomItIsTiedToLetsGoEvenWhileItStarts() throws IOException {
		SupervisorClient supervisor = start(1, true);
		await().until(() -> supervisor.status().processes().size() > 1);
		List<ProcessHandle> tree = descendants(supervisor.status());
		supervisor.release();
		await().atMost(Duration.ofSeconds(30)).until(() -> !supervisor.isAlive());
		assertThat(tree).noneMatch(ProcessHandle::isAlive);
	}

	@Test
	void saysWhatIsMissingAndStopsTheRest() {
		SupervisorClient supervisor = SupervisorClient.start(this.layout, options(new Size(1, 1, 1, 0), false));
		JournalPage end = follow(supervisor, Phase.FAILED);
		assertThat(end.phase()).isEqualTo(Phase.FAILED);
		assertThat(end.entries()).last()
			.extracting(JournalEntry::text)
			.isEqualTo(this.layout.jar("producer-service") + " is missing; build it with: mvn -DskipTests package");
		await().until(() -> !supervisor.isAlive());
	}

	private HttpResponse<String> ask(String path, @Nullable String otherSecret) throws Exception {
		SupervisorRecord record = SupervisorRecord.find(this.layout).orElseThrow();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.layout.record())))
			.isEqualTo("rw-------");
		String secret = (otherSecret != null) ? otherSecret : record.secret();
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + record.port() + path))
				.header("Authorization", "Bearer " + secret)
				.build(), HttpResponse.BodyHandlers.ofString());
	}

	private SupervisorClient start(int brokers, boolean tied) {
		return SupervisorClient.start(this.layout, options(new Size(brokers, 1, 0, 0), tied));
	}

	private SupervisorOptions options(Size size, boolean tied) {
		return new SupervisorOptions(this.root.toString(), size, PortChoice.FREE, tied);
	}

	/**
	 * Returns the page of the journal on which the phase is reached.
	 */
	private static JournalPage follow(SupervisorClient supervisor, Phase until) {
		int next = 0;
		while (true) {
			JournalPage page = supervisor.journal(next);
			if (page.phase() == until || page.phase().isOver()) {
				return page;
			}
			next = page.next();
		}
	}

	private static int port(Status status, String name) {
		return status.processes()
			.stream()
			.filter((process) -> process.name().equals(name))
			.findFirst()
			.orElseThrow()
			.port();
	}

	private static List<ProcessHandle> descendants(Status status) {
		List<ProcessHandle> all = new ArrayList<>();
		status.processes()
			.stream()
			.map(ProcessStatus::pid)
			.flatMap((pid) -> ProcessHandle.of((pid != null) ? pid : -1).stream())
			.flatMap((process) -> Stream.concat(Stream.of(process), process.descendants()))
			.forEach(all::add);
		return all;
	}

}
