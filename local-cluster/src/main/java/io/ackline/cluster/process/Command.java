package io.ackline.cluster.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program with its arguments, and what has to run around it.
 *
 * @param wrapper a command that replaces itself by the program, such as a change of user;
 * empty if there is none
 * @param program the program and its arguments
 */
public record Command(List<String> wrapper, List<String> program) {

	public Command {
		wrapper = List.copyOf(wrapper);
		program = List.copyOf(program);
	}

	/**
	 * Returns the command that runs Java with the given arguments, the same Java that
	 * runs this code.
	 */
	public static Command java(List<String> arguments) {
		List<String> program = new ArrayList<>();
		program.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		program.addAll(arguments);
		return new Command(List.of(), program);
	}

}
