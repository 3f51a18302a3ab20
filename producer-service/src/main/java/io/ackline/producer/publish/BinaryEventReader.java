package io.ackline.producer.publish;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

import io.ackline.events.Event;
import io.ackline.events.EventData;
import io.ackline.producer.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Component;

/**
 * Reads events in the binary mode of the <a href=
 * "https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md">CloudEvents
 * HTTP protocol binding 1.0.2</a>: attributes in {@code ce-*} headers, the data as the
 * body. An empty body is no data.
 */
@Component
class BinaryEventReader {

	private static final String PREFIX = "ce-";

	private final EventJson json;

	BinaryEventReader(EventJson json) {
		this.json = json;
	}

	/**
	 * Reads an event.
	 * @throws ProblemException if its data is announced as JSON and is none
	 */
	EventDraft read(HttpServletRequest request, byte[] body) {
		EventDraft draft = new EventDraft();
		for (String header : Collections.list(request.getHeaderNames())) {
			String name = header.toLowerCase(Locale.ROOT);
			if (name.startsWith(PREFIX)) {
				readAttribute(name.substring(PREFIX.length()), Collections.list(request.getHeaders(header)), draft);
			}
		}
		draft.requireCloudEvent();
		readData(request, body, draft);
		return draft;
	}

	private static void readAttribute(String name, List<String> values, EventDraft draft) {
		if (values.size() > 1) {
			draft.wrong(name, "The header ce-%s stands %d times: send it once.".formatted(name, values.size()));
			return;
		}
		try {
			set(name, HeaderText.decode(values.get(0)), draft);
		}
		catch (IllegalArgumentException ex) {
			draft.wrong(name, "The header ce-%s %s.".formatted(name, ex.getMessage()));
		}
	}

	private static void set(String name, String value, EventDraft draft) {
		switch (name) {
			case "id" -> draft.id = value;
			case "source" -> draft.source = value;
			case "type" -> draft.type = value;
			case "time" -> EventMembers.setTime(draft, value);
			case "subject" -> draft.subject = value;
			case "dataschema" -> draft.dataSchema = value;
			case Event.PARTITION_KEY -> draft.partitionKey = value;
			case "specversion" -> EventMembers.setVersion(draft, value);
			case "datacontenttype" ->
				draft.wrong(name, "The header ce-datacontenttype is forbidden in binary mode: Content-Type says it.");
			default -> draft.extension(name, value);
		}
	}

	private void readData(HttpServletRequest request, byte[] body, EventDraft draft) {
		draft.dataContentType = request.getContentType();
		if (body.length == 0) {
			return;
		}
		if (draft.dataContentType != null && draft.declaresJson()) {
			requireJson(request, body, draft);
			draft.data = EventData.of(body);
		}
		else {
			draft.binaryData = EventData.of(body);
		}
	}

	private void requireJson(HttpServletRequest request, byte[] body, EventDraft draft) {
		try {
			RequestBody.requireUtf8(request);
			this.json.requireValue(body);
		}
		catch (ProblemException ex) {
			throw ex.of(draft.id, draft.source);
		}
	}

}
