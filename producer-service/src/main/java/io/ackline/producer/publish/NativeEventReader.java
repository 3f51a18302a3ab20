package io.ackline.producer.publish;

import java.util.List;

import io.ackline.events.Event;
import io.ackline.producer.json.JsonLimits;
import io.ackline.producer.web.ProblemException;
import tools.jackson.core.JsonParser;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Reads events in their native JSON form: {@code {"type": …, "key": …, "data": …}} and
 * the other attributes, all on one level. The data is not read into objects but kept as
 * the bytes that were sent.
 */
@Component
class NativeEventReader {

	private final EventJson json;

	NativeEventReader() {
		this(new EventJson(JsonLimits.DEFAULT));
	}

	@Autowired
	NativeEventReader(EventJson json) {
		this.json = json;
	}

	/**
	 * Reads one event.
	 * @throws ProblemException if the body is not one JSON object in UTF-8
	 */
	EventDraft read(byte[] body) {
		return this.json.one(body, NativeEventReader::readMember);
	}

	/**
	 * Reads an array of events. What is wrong with one of them is left to its draft.
	 * @throws ProblemException if the body is not one JSON array in UTF-8, or over a
	 * limit
	 */
	List<EventDraft> readBatch(byte[] body, BatchLimits limits) {
		return this.json.many(body, limits, NativeEventReader::readMember);
	}

	private static void readMember(String name, JsonParser parser, byte[] body, EventDraft draft) {
		switch (name) {
			case "id" -> EventMembers.readText(name, parser, draft, (event, value) -> event.id = value);
			case "source" -> EventMembers.readText(name, parser, draft, (event, value) -> event.source = value);
			case "type" -> EventMembers.readText(name, parser, draft, (event, value) -> event.type = value);
			case "time" -> EventMembers.readText(name, parser, draft, EventMembers::setTime);
			case "subject" -> EventMembers.readText(name, parser, draft, (event, value) -> event.subject = value);
			case "datacontenttype" ->
				EventMembers.readText(name, parser, draft, (event, value) -> event.dataContentType = value);
			case "dataschema" -> EventMembers.readText(name, parser, draft, (event, value) -> event.dataSchema = value);
			case "key" -> EventMembers.readText(name, parser, draft, (event, value) -> event.key = value);
			case Event.PARTITION_KEY ->
				EventMembers.readText(name, parser, draft, (event, value) -> event.partitionKey = value);
			case "specversion" -> EventMembers.readText(name, parser, draft, EventMembers::setVersion);
			case "data" -> EventMembers.readData(parser, body, draft);
			case "data_base64" -> EventMembers.readText(name, parser, draft, EventMembers::setBinaryData);
			default -> EventMembers.readExtension(name, parser, draft);
		}
	}

}
