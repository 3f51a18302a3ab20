package io.ackline.workbench.load;

import java.nio.charset.StandardCharsets;

import io.ackline.events.Event;
import io.ackline.workbench.evidence.Try;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * Events in the producer's native JSON form.
 */
final class NativeEvent {

	private static final JsonMapper JSON = JsonMapper.shared();

	private NativeEvent() {
	}

	/**
	 * Returns one try to write an event, with the number of the try as an extension. The
	 * data is sent byte for byte.
	 */
	static byte[] json(Event event, int attempt) {
		ObjectNode json = JSON.createObjectNode()
			.put("id", event.id())
			.put("source", event.source())
			.put("type", event.type())
			.put("time", event.time().toString())
			.put("key", event.key())
			.put(Try.ATTEMPT, attempt);
		event.extensions().forEach(json::put);
		if (event.data() != null) {
			json.putRawValue("data", new RawValue(event.data().toString()));
		}
		return JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
	}

}
