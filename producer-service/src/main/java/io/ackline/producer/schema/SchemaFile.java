package io.ackline.producer.schema;

import io.ackline.producer.json.JsonLimits;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A schema as it was found.
 *
 * @param type the type of the events whose data it describes
 * @param origin where it was found
 * @param content the schema
 */
record SchemaFile(String type, String origin, JsonNode content) {

	/**
	 * What a schema's file name has after the type.
	 */
	static final String EXTENSION = ".json";

	private static final JsonMapper MAPPER = JsonMapper.builder(JsonLimits.DEFAULT.factory()).build();

	/**
	 * Reads a schema.
	 * @throws InvalidSchema if it is not JSON
	 */
	static SchemaFile read(String fileName, String origin, byte[] bytes) {
		String type = fileName.substring(0, fileName.length() - EXTENSION.length());
		try {
			return new SchemaFile(type, origin, MAPPER.readTree(bytes));
		}
		catch (JacksonException ex) {
			throw new InvalidSchema("The schema %s is not JSON (line %d, column %d): %s. Correct or remove it."
				.formatted(origin, ex.getLocation().getLineNr(), ex.getLocation().getColumnNr(),
						ex.getOriginalMessage().lines().findFirst().orElse("")));
		}
	}

}
