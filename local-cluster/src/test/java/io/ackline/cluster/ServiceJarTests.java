package io.ackline.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceJarTests {

	@TempDir
	private Path target;

	private Path jar;

	private Path quick;

	@BeforeEach
	void build() throws IOException {
		this.jar = Files.createFile(this.target.resolve("some-service.jar"));
		this.quick = Files.createDirectory(this.target.resolve("quick"));
	}

	@Test
	void runsTheJarWhereNothingElseIs() {
		assertThat(new ServiceJar(this.jar).arguments()).containsExactly("-jar", this.jar.toString());
	}

	@Test
	void runsWhatTheBuildHasMadeOfIt() throws IOException {
		Path kept = keep();
		assertThat(new ServiceJar(this.jar).arguments()).anyMatch((argument) -> argument.endsWith("=" + kept))
			.endsWith("-jar", this.quick.resolve("some-service.jar").toString());
	}

	@Test
	void doesNotRunWhatWasMadeOfAnEarlierJar() throws IOException {
		Path kept = keep();
		while (changed(this.jar).compareTo(changed(kept)) <= 0) {
			Files.writeString(this.jar, "other");
		}
		assertThat(new ServiceJar(this.jar).arguments()).containsExactly("-jar", this.jar.toString());
	}

	private Path keep() throws IOException {
		String name = (Runtime.version().feature() < 25) ? "some-service.jsa" : "some-service.aot";
		return Files.createFile(this.quick.resolve(name));
	}

	private static FileTime changed(Path file) throws IOException {
		return (FileTime) Files.getAttribute(file, "unix:ctime");
	}

}
