package io.ackline.producer.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The schemas that there are: the built-in ones, and the user's own, which replace those
 * of the same type.
 */
final class SchemaFiles {

	private static final String BUILT_IN = "classpath*:schemas/*" + SchemaFile.EXTENSION;

	private SchemaFiles() {
	}

	/**
	 * Reads all schemas.
	 * @param folder the user's own, if any
	 * @throws InvalidSchema if the folder cannot be read, or a file is not JSON
	 */
	static Collection<SchemaFile> read(@Nullable Path folder) {
		Map<String, SchemaFile> files = new TreeMap<>();
		try {
			for (Resource resource : new PathMatchingResourcePatternResolver().getResources(BUILT_IN)) {
				String name = Objects.requireNonNull(resource.getFilename());
				SchemaFile file = SchemaFile.read(name, name, resource.getContentAsByteArray());
				files.put(file.type(), file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		if (folder != null) {
			readFolder(folder, files);
		}
		return files.values();
	}

	private static void readFolder(Path folder, Map<String, SchemaFile> files) {
		try (Stream<Path> found = Files.list(folder)) {
			for (Path path : found.filter(SchemaFiles::isSchema).toList()) {
				SchemaFile file = SchemaFile.read(path.getFileName().toString(), path.toString(),
						Files.readAllBytes(path));
				files.put(file.type(), file);
			}
		}
		catch (IOException ex) {
			throw new InvalidSchema(
					"ackline.producer.schemas is '%s', which cannot be read (%s): name a folder with a <type>.json for each type."
						.formatted(folder, ex.getClass().getSimpleName()));
		}
	}

	private static boolean isSchema(Path path) {
		String name = path.getFileName().toString();
		return name.endsWith(SchemaFile.EXTENSION) && !name.startsWith(".") && Files.isRegularFile(path);
	}

}
