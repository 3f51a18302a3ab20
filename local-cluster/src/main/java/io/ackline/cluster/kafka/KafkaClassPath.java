package io.ackline.cluster.kafka;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.ackline.cluster.process.ClusterFailure;

/**
 * The jars that a broker and ZooKeeper run on, as the build has found them. They are on
 * nobody else's class path: a 3.9 broker does not run beside 4.x clients.
 */
final class KafkaClassPath {

	private static final String RESOURCE = "kafka-server.classpath";

	private KafkaClassPath() {
	}

	static String read() {
		try (InputStream resource = KafkaClassPath.class.getResourceAsStream(RESOURCE)) {
			if (resource == null) {
				throw new ClusterFailure("The class path of the Kafka server (" + RESOURCE
						+ ") is missing: build the module kafka-server first, with mvn package");
			}
			String classPath = new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
			for (String jar : classPath.split(File.pathSeparator, -1)) {
				if (!Files.isReadable(Path.of(jar))) {
					throw new ClusterFailure("The Kafka server's jar " + jar
							+ " is gone from the local Maven repository: build again, with mvn clean package");
				}
			}
			return classPath;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
