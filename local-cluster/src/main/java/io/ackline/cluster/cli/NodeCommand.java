package io.ackline.cluster.cli;

import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.supervisor.Action;
import io.ackline.cluster.supervisor.Layout;
import io.ackline.cluster.supervisor.SupervisorClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * One command for each {@link Action}.
 */
@Command(mixinStandardHelpOptions = true)
final class NodeCommand implements Runnable {

	private final Action action;

	private final Layout layout;

	private final Console console;

	@Parameters(paramLabel = "NAME", description = "Such as broker-1, postgres, controller, leader:payments-0.")
	private String name = "";

	private NodeCommand(Action action, Layout layout, Console console) {
		this.action = action;
		this.layout = layout;
		this.console = console;
	}

	static void addTo(CommandLine parent, Action action, Layout layout, Console console) {
		CommandLine line = new CommandLine(new NodeCommand(action, layout, console));
		line.getCommandSpec().usageMessage().description(action.description());
		parent.addSubcommand(action.word(), line);
	}

	@Override
	public void run() {
		SupervisorClient supervisor = SupervisorClient.find(this.layout)
			.orElseThrow(() -> new ClusterFailure("Nothing is running; ./ackline up starts it"));
		this.console.line(supervisor.act(this.action, this.name));
	}

}
