package io.ackline.cluster.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.ackline.cluster.kafka.KafkaStatus;
import io.ackline.cluster.supervisor.Layout;
import io.ackline.cluster.supervisor.Phase;
import io.ackline.cluster.supervisor.Status;
import io.ackline.cluster.supervisor.SupervisorClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "status", mixinStandardHelpOptions = true,
		description = "Shows processes, topics with their in-sync replicas, and the groups' lag.")
final class StatusCommand implements Runnable {

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private final Layout layout;

	private final Console console;

	@Option(names = "--json", description = "Print it as JSON.")
	private boolean json;

	StatusCommand(Layout layout, Console console) {
		this.layout = layout;
		this.console = console;
	}

	@Override
	public void run() {
		Optional<Status> status = SupervisorClient.find(this.layout).map(SupervisorClient::status);
		if (this.json) {
			this.console.line(status.map(JSON::writeValueAsString)
				.orElseGet(() -> JSON.writeValueAsString(Map.of("phase", Phase.STOPPED))));
		}
		else {
			status.ifPresentOrElse(this::print, () -> this.console.line("Nothing is running; ./ackline up starts it."));
		}
	}

	private void print(Status status) {
		this.console.line(this.console.bold(status.phase().word()) + ", supervisor " + status.supervisor());
		this.console.line("");
		row("process", "state", "pid", "port", "up for");
		status.processes().forEach(this::print);
		KafkaStatus kafka = status.kafka();
		if (kafka != null) {
			print(kafka);
		}
		else if (status.phase() == Phase.READY) {
			this.console.line("");
			this.console.line(this.console.red("The brokers do not answer."));
		}
	}

	private void print(Status.ProcessStatus process) {
		String line = format(process.name(), process.state(), text(process.pid()),
				(process.port() != 0) ? Integer.toString(process.port()) : "-",
				(process.pid() != null) ? age(process.since()) : "-");
		this.console.line(process.state().equals("running") ? line : this.console.red(line));
	}

	private void print(KafkaStatus kafka) {
		this.console.line("");
		this.console.line("controller  " + ((kafka.controller() != null) ? "broker-" + kafka.controller() : "none"));
		this.console.line("");
		row("topic", "partitions", "replicas", "in sync", "");
		for (KafkaStatus.Topic topic : kafka.topics()) {
			String line = format(topic.name(), Integer.toString(topic.partitions()), Integer.toString(topic.replicas()),
					((topic.minInSync() < topic.replicas()) ? "down to " : "") + topic.minInSync(),
					(topic.leaderless() > 0) ? topic.leaderless() + " without a leader" : "");
			this.console.line((topic.minInSync() < topic.replicas()) ? this.console.red(line) : line);
		}
		this.console.line("");
		row("group", "state", "members", "lag", "");
		if (kafka.groups() == null) {
			this.console.line(this.console.red("their coordinators do not answer"));
			return;
		}
		kafka.groups()
			.forEach((group) -> this.console.line(format(group.name(), group.state(), Integer.toString(group.members()),
					Long.toString(group.lag()), "")));
	}

	private void row(String... cells) {
		this.console.line(this.console.dim(format(cells)));
	}

	private static String format(String... cells) {
		return String.format(Locale.ROOT, "%-24s %-12s %-10s %-10s %s", (Object[]) cells).stripTrailing();
	}

	private static String text(@Nullable Object value) {
		return (value != null) ? value.toString() : "-";
	}

	private static String age(@Nullable Instant since) {
		if (since == null) {
			return "-";
		}
		Duration age = Duration.between(since, Instant.now());
		return (age.toMinutes() < 2) ? age.toSeconds() + " s"
				: (age.toHours() < 2) ? age.toMinutes() + " min" : age.toHours() + " h";
	}

}
