package io.ackline.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * A service's executable jar. The build may have left a folder {@code quick} beside it,
 * with the jar taken apart and what a JVM has made of its classes: class-data sharing or,
 * from Java 25 on, an AOT cache, with which the service starts in half the time.
 */
record ServiceJar(Path jar) {

	private static final int FIRST_WITH_AOT_CACHES = 25;

	/**
	 * Returns the arguments with which Java runs it. A JVM that can make nothing of what
	 * another one has left starts without it.
	 */
	List<String> arguments() {
		String name = this.jar.getFileName().toString();
		Path quick = this.jar.resolveSibling("quick");
		boolean aot = Runtime.version().feature() >= FIRST_WITH_AOT_CACHES;
		Path kept = quick.resolve(name.replaceFirst("\\.jar$", aot ? ".aot" : ".jsa"));
		if (!isOfThisJar(kept)) {
			return List.of("-jar", this.jar.toAbsolutePath().toString());
		}
		String path = kept.toAbsolutePath().toString();
		return List.of(aot ? "-XX:AOTCache=" + path : "-XX:SharedArchiveFile=" + path,
				aot ? "-Xlog:aot=off" : "-Xlog:cds=off", "-jar", quick.resolve(name).toAbsolutePath().toString());
	}

	/**
	 * Returns whether something was made after the jar, whose time of modification is the
	 * same in each build.
	 */
	private boolean isOfThisJar(Path kept) {
		try {
			return Files.isReadable(kept) && changed(kept).compareTo(changed(this.jar)) >= 0;
		}
		catch (IOException | UnsupportedOperationException ex) {
			return false;
		}
	}

	private static FileTime changed(Path file) throws IOException {
		return (FileTime) Files.getAttribute(file, "unix:ctime");
	}

}
