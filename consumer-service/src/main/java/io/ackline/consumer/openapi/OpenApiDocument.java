package io.ackline.consumer.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The OpenAPI 3.1 document of the HTTP API. It is written by hand, since what the service
 * takes and answers cannot be seen from its methods; a test holds its paths against them.
 */
@Component
class OpenApiDocument {

	private static final ClassPathResource SOURCE = new ClassPathResource("openapi/consumer.yaml");

	private final byte[] json;

	OpenApiDocument() {
		try (InputStream in = SOURCE.getInputStream()) {
			Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
			this.json = JsonMapper.shared().writeValueAsBytes(document);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the document as JSON.
	 */
	byte[] json() {
		return this.json;
	}

}
