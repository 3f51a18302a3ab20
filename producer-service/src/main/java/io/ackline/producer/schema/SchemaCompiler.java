package io.ackline.producer.schema;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Makes schemas of files. A file may refer to another one by its name or its {@code $id};
 * nothing is fetched from elsewhere. {@code format} is checked.
 */
final class SchemaCompiler {

	private static final String BASE = "ackline://schemas/";

	private static final List<JsonNode> SAMPLES = List.of(JsonNodeFactory.instance.nullNode(),
			JsonNodeFactory.instance.objectNode(), JsonNodeFactory.instance.arrayNode());

	private final SchemaRegistry registry;

	private SchemaCompiler(Map<String, String> known) {
		SchemaRegistryConfig config = SchemaRegistryConfig.builder()
			.pathType(PathType.JSON_POINTER)
			.formatAssertionsEnabled(true)
			.locale(Locale.ROOT)
			.build();
		this.registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
				(builder) -> builder.schemaRegistryConfig(config).schemas(known));
	}

	/**
	 * Returns the schemas by type.
	 * @throws InvalidSchema if a file is no schema, or refers to one that is not there
	 */
	static Map<String, Schema> compile(Collection<SchemaFile> files) {
		Map<String, String> known = new HashMap<>();
		for (SchemaFile file : files) {
			known.put(location(file), file.content().toString());
			String id = file.content().path("$id").asString("");
			if (!id.isEmpty() && known.put(id, file.content().toString()) != null) {
				throw unusable(file, "its $id '%s' stands in another file too".formatted(id));
			}
		}
		SchemaCompiler compiler = new SchemaCompiler(known);
		Map<String, Schema> schemas = new HashMap<>();
		files.forEach((file) -> schemas.put(file.type(), compiler.compile(file)));
		return Map.copyOf(schemas);
	}

	private Schema compile(SchemaFile file) {
		try {
			String dialect = file.content().path("$schema").asString(SpecificationVersion.DRAFT_2020_12.getDialectId());
			List<Error> errors = this.registry.getSchema(SchemaLocation.of(dialect)).validate(file.content());
			if (!errors.isEmpty()) {
				throw unusable(file,
						"at '%s': %s".formatted(errors.get(0).getInstanceLocation(), errors.get(0).getMessage()));
			}
			Schema schema = this.registry.getSchema(SchemaLocation.of(location(file)));
			SAMPLES.forEach(schema::validate);
			return schema;
		}
		catch (SchemaException ex) {
			throw unusable(file, String.valueOf(ex.getMessage()).lines().findFirst().orElse("").strip());
		}
		catch (StackOverflowError ex) {
			throw unusable(file, "it refers to itself without end");
		}
	}

	private static String location(SchemaFile file) {
		return BASE + file.type() + SchemaFile.EXTENSION;
	}

	private static InvalidSchema unusable(SchemaFile file, String why) {
		return new InvalidSchema(
				"The schema %s cannot be used: %s. Correct or remove it; references reach only the other schemas of the folder."
					.formatted(file.origin(), why));
	}

}
