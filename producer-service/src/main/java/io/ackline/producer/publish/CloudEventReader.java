package io.ackline.producer.publish;

import java.util.List;

import io.ackline.events.Event;
import io.ackline.events.EventData;
import io.ackline.producer.web.ProblemException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Reads events in the structured and the batched mode of the <a href=
 * "https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">CloudEvents
 * JSON format 1.0.2</a>. What that requires is required: the service fills in no
 * {@code id} and no {@code source}. The extension {@code partitionkey} is the key.
 */
@Component
class CloudEventReader {

	private static final EventJson.Members MEMBERS = new CloudEventMembers();

	private final EventJson json;

	CloudEventReader(EventJson json) {
		this.json = json;
	}

	/**
	 * Reads one event.
	 * @throws ProblemException if the body is not one JSON object in UTF-8
	 */
	EventDraft read(byte[] body) {
		return this.json.one(body, MEMBERS);
	}

	/**
	 * Reads a batch of events. What is wrong with one of them is left to its draft.
	 * @throws ProblemException if the body is not one JSON array in UTF-8, or over a
	 * limit
	 */
	List<EventDraft> readBatch(byte[] body, BatchLimits limits) {
		return this.json.many(body, limits, MEMBERS);
	}

	private static final class CloudEventMembers implements EventJson.Members {

		@Override
		public void read(String name, JsonParser parser, byte[] body, EventDraft draft) {
			switch (name) {
				case "id" -> EventMembers.readText(name, parser, draft, (event, value) -> event.id = value);
				case "source" -> EventMembers.readText(name, parser, draft, (event, value) -> event.source = value);
				case "type" -> EventMembers.readText(name, parser, draft, (event, value) -> event.type = value);
				case "time" -> EventMembers.readText(name, parser, draft, EventMembers::setTime);
				case "subject" -> EventMembers.readText(name, parser, draft, (event, value) -> event.subject = value);
				case "datacontenttype" ->
					EventMembers.readText(name, parser, draft, (event, value) -> event.dataContentType = value);
				case "dataschema" ->
					EventMembers.readText(name, parser, draft, (event, value) -> event.dataSchema = value);
				case Event.PARTITION_KEY ->
					EventMembers.readText(name, parser, draft, (event, value) -> event.partitionKey = value);
				case "specversion" -> EventMembers.readText(name, parser, draft, EventMembers::setVersion);
				case "data" -> EventMembers.readData(parser, body, draft);
				case "data_base64" -> EventMembers.readText(name, parser, draft, EventMembers::setBinaryData);
				default -> EventMembers.readExtension(name, parser, draft);
			}
		}

		@Override
		public void end(EventDraft draft) {
			draft.requireCloudEvent();
			EventData data = draft.data;
			if (data != null && data.size() > 0 && data.bytes()[0] == '"' && !draft.declaresJson()) {
				draft.data = null;
				draft.binaryData = EventData.ofUtf8(JsonMapper.shared().readValue(data.bytes(), String.class));
			}
		}

	}

}
