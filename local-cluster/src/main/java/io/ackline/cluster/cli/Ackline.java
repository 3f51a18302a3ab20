package io.ackline.cluster.cli;

import java.nio.file.Path;

import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.supervisor.Action;
import io.ackline.cluster.supervisor.Layout;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/**
 * The command's entry point. It exits with 0 when all went well, 1 when something failed
 * and 2 when it was called the wrong way.
 */
@Command(name = "ackline", mixinStandardHelpOptions = true, version = "ackline 0.1.0-SNAPSHOT",
		description = "Runs Kafka, ZooKeeper, PostgreSQL and Ackline's services on this machine, without Docker.",
		synopsisSubcommandLabel = "COMMAND", commandListHeading = "%nCommands:%n",
		footer = { "", "NAME is zookeeper-1, broker-1, postgres, producer-1, consumer-1 and so on, or a role:",
				"controller, leader:TOPIC-PARTITION. Data and logs are in .ackline/.", "",
				"bench and faults measure and break a system of their own: ./ackline bench --help." })
public final class Ackline implements Runnable {

	private final CommandLine line;

	private final Console console;

	private Ackline(Layout layout, Console console) {
		this.console = console;
		this.line = new CommandLine(this);
		this.line.addSubcommand(new Up(layout, console));
		this.line.addSubcommand(new Demo(layout, console));
		this.line.addSubcommand(new StatusCommand(layout, console));
		for (Action action : Action.values()) {
			NodeCommand.addTo(this.line, action, layout, console);
		}
		this.line.addSubcommand(new Inspect(layout, console));
		this.line.addSubcommand(new Down(layout, console));
		this.line.setColorScheme(CommandLine.Help.defaultColorScheme(console.colour() ? Ansi.ON : Ansi.OFF));
		this.line.setCaseInsensitiveEnumValuesAllowed(true);
		this.line.setExecutionExceptionHandler((ex, command, parsed) -> report(ex));
		this.line.setParameterExceptionHandler((ex, arguments) -> {
			System.err.println("ackline: " + ex.getMessage());
			System.err.println("Try: ./ackline " + path(ex.getCommandLine()) + "--help");
			return CommandLine.ExitCode.USAGE;
		});
	}

	/**
	 * Runs the command of the given arguments and exits.
	 */
	public static void main(String[] arguments) {
		Layout layout = new Layout(Path.of(System.getProperty("ackline.root", ".")).toAbsolutePath().normalize());
		System.exit(new Ackline(layout, Console.standard()).line.execute(arguments));
	}

	@Override
	public void run() {
		this.line.usage(this.console.out());
	}

	private int report(Exception ex) {
		boolean expected = ex instanceof ClusterFailure;
		System.err.println("ackline: " + (expected ? ex.getMessage() : ex.toString()));
		return CommandLine.ExitCode.SOFTWARE;
	}

	private static String path(CommandLine command) {
		return (command.getParent() != null) ? command.getCommandName() + " " : "";
	}

}
