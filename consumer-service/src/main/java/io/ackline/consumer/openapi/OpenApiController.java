package io.ackline.consumer.openapi;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the OpenAPI document.
 */
@RestController
class OpenApiController {

	private final OpenApiDocument document;

	OpenApiController(OpenApiDocument document) {
		this.document = document;
	}

	@GetMapping(path = "/openapi", produces = MediaType.APPLICATION_JSON_VALUE)
	byte[] openapi() {
		return this.document.json();
	}

}
