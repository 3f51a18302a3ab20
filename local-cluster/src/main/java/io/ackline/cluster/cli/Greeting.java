package io.ackline.cluster.cli;

import io.ackline.cluster.supervisor.Size;

/**
 * What to do next, once everything is ready.
 */
final class Greeting {

	private static final String POST = """
			curl -s localhost:8080/api/v1/events -H 'Content-Type: application/json' \
			-d '{"type":"payment.captured","key":"a-1","data":{"account":"a-1","amount":1299,"currency":"EUR"}}'""";

	private static final String GET = "curl -s localhost:8081/api/v1/receipts/<id>";

	private Greeting() {
	}

	static void print(Console console, Size size) {
		console.line("");
		if (size.inspector()) {
			console.line("  look at it  " + console.bold("http://localhost:8989"));
		}
		if (size.producers() > 0) {
			console.line("  producer    http://localhost:8080/api/v1/events");
		}
		if (size.consumers() > 0) {
			console.line("  consumer    http://localhost:8081/api/v1/receipts");
		}
		console.line("  Kafka       " + size.bootstrapServers());
		console.line("");
		if (size.producers() > 0 && size.consumers() > 0) {
			console.line("Post an event, then ask for its receipt by the id in the answer:");
			console.line("");
			console.line("  " + console.bold(POST));
			console.line("  " + console.bold(GET));
			console.line("");
		}
	}

}
