package io.ackline.cluster.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The script's own part: what it says before there is any Java.
 */
class ScriptTests {

	private static final Path SCRIPT = Path.of("..", "ackline").toAbsolutePath().normalize();

	private static final String REMEDY = "install a JDK, 17 or newer (apt-get install openjdk-17-jdk, "
			+ "brew install openjdk), or set JAVA_HOME to one";

	@TempDir
	private Path folder = Path.of("");

	@Test
	void namesAJavaHomeThatHoldsNoJava() throws Exception {
		Result result = run(Map.of("JAVA_HOME", "/nowhere"), SCRIPT, "status");
		assertThat(result.status()).isEqualTo(1);
		assertThat(result.output())
			.isEqualTo("ackline: JAVA_HOME is /nowhere, where there is no bin/java: " + REMEDY + "\n");
	}

	@Test
	void namesAJavaThatIsTooOld() throws Exception {
		Path java = program(this.folder, "java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
		Result result = run(Map.of("JAVA_HOME", "", "PATH", this.folder + File.pathSeparator + System.getenv("PATH")),
				SCRIPT, "status");
		assertThat(result.status()).isEqualTo(1);
		assertThat(result.output())
			.isEqualTo("ackline: " + java + " is version 11.0.2, and 17 or newer is needed: " + REMEDY + "\n");
	}

	@Test
	void saysThatThereIsNoJava() throws Exception {
		Result result = run(Map.of("JAVA_HOME", "", "PATH", tools().toString()), SCRIPT, "status");
		assertThat(result.status()).isEqualTo(1);
		assertThat(result.output()).isEqualTo("ackline: there is no java on the PATH: " + REMEDY + "\n");
	}

	@Test
	void saysThatThereIsNoMavenWhenSomethingHasToBeBuilt() throws Exception {
		Path checkout = Files.createDirectory(this.folder.resolve("checkout"));
		Files.copy(SCRIPT, checkout.resolve("ackline"), StandardCopyOption.COPY_ATTRIBUTES);
		Result result = run(Map.of("JAVA_HOME", System.getProperty("java.home"), "PATH", tools().toString()),
				checkout.resolve("ackline"), "up");
		assertThat(result.status()).isEqualTo(1);
		assertThat(result.output()).isEqualTo("ackline: there is no mvn on the PATH, and something has to be built: "
				+ "install Maven, 3.8.7 or newer (apt-get install maven, brew install maven)\n");
	}

	@Test
	void explainsItselfBeforeAnythingIsBuiltAndThroughASymbolicLink() throws Exception {
		Path checkout = Files.createDirectory(this.folder.resolve("checkout"));
		Files.copy(SCRIPT, checkout.resolve("ackline"), StandardCopyOption.COPY_ATTRIBUTES);
		Path link = Files.createSymbolicLink(this.folder.resolve("link"), Path.of("checkout", "ackline"));
		Result result = run(Map.of("JAVA_HOME", System.getProperty("java.home")), link, "--help");
		assertThat(result.status()).isZero();
		assertThat(result.output()).startsWith("Usage: ./ackline COMMAND\n").contains("Nothing is built yet");
	}

	private Path tools() throws IOException {
		Path tools = Files.createDirectory(this.folder.resolve("tools"));
		for (String name : List.of("bash", "dirname", "readlink", "sed", "head", "find", "mkdir", "cat")) {
			for (String folder : List.of("/usr/bin", "/bin")) {
				if (Files.exists(Path.of(folder, name)) && !Files.exists(tools.resolve(name))) {
					program(tools, name, "exec " + Path.of(folder, name) + " \"$@\"");
				}
			}
		}
		return tools;
	}

	private static Path program(Path folder, String name, String script) throws IOException {
		Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
		return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	private Result run(Map<String, String> environment, Path script, String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of("/bin/bash", script.toString()));
		command.addAll(List.of(arguments));
		Path output = this.folder.resolve("output");
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		builder.environment().putAll(environment);
		int status = builder.start().waitFor();
		return new Result(status, Files.readString(output));
	}

	private record Result(int status, String output) {
	}

}
