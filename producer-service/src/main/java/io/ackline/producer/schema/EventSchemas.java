package io.ackline.producer.schema;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import io.ackline.events.Event;
import io.ackline.events.EventData;
import io.ackline.producer.json.JsonLimits;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.web.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Holds the data of events against the schema of their type. Types without a schema take
 * any data. Those with one take JSON alone, in whichever form it came, and need it, save
 * for the deletion of a key on a compacted topic.
 */
@Component
public class EventSchemas {

	private static final int MAX_PLACES = 20;

	private static final int MAX_MESSAGE = 200;

	private static final String DATA = "/data";

	private final Map<String, Schema> schemas;

	private final JsonMapper mapper;

	EventSchemas(SchemaProperties properties, JsonLimits limits) {
		this.mapper = JsonMapper.builder(limits.factory()).build();
		this.schemas = SchemaCompiler.compile(SchemaFiles.read(properties.schemas()));
	}

	/**
	 * Returns where the event's data does not fit the schema of its type, as pointers
	 * into the event's JSON form; nothing if it fits.
	 */
	public List<Problem.Place> violations(Topic topic, Event event) {
		Schema schema = this.schemas.get(event.type());
		return (schema != null) ? violations(schema, topic, event) : List.of();
	}

	private List<Problem.Place> violations(Schema schema, Topic topic, Event event) {
		EventData data = event.data();
		if (data == null) {
			return topic.needsKey() ? List.of()
					: wrong("'data' is missing; events of type '%s' need it.".formatted(event.type()));
		}
		if (!isJson(event.dataContentType())) {
			return wrong("the data is %s; events of type '%s' have JSON.".formatted(shown(event.dataContentType()),
					event.type()));
		}
		try {
			JsonNode json = this.mapper.readTree(data.bytes());
			return schema.validate(json).stream().limit(MAX_PLACES).map(EventSchemas::place).distinct().toList();
		}
		catch (JacksonException ex) {
			return wrong("the data is not JSON: " + shown(ex.getOriginalMessage()));
		}
	}

	private static Problem.Place place(Error error) {
		return new Problem.Place(DATA + error.getInstanceLocation(), shown(error.getMessage()));
	}

	private static List<Problem.Place> wrong(String message) {
		return List.of(new Problem.Place(DATA, message));
	}

	private static boolean isJson(@Nullable String contentType) {
		if (contentType == null) {
			return true; // as CloudEvents has it
		}
		String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
		return mediaType.endsWith("/json") || mediaType.endsWith("+json");
	}

	private static String shown(@Nullable String text) {
		String shown = String.valueOf(text).lines().findFirst().orElse("");
		return (shown.length() <= MAX_MESSAGE) ? shown : shown.substring(0, MAX_MESSAGE) + "…";
	}

}
