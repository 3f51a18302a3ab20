package io.ackline.consumer.handler;

import java.lang.reflect.Type;

import io.ackline.events.Event;
import io.ackline.events.EventData;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

import org.springframework.stereotype.Component;

/**
 * Reads events' JSON data strictly: a value that would have to be bent to fit does not
 * fit.
 */
@Component
public class Payloads {

	private final JsonMapper mapper = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
		.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
		.withCoercionConfig(LogicalType.Textual,
				(config) -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
					.setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
					.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
		.addModule(new SimpleModule().setDeserializerModifier(new IntegralNumbers()))
		.build();

	/**
	 * Reads an event's data.
	 * @throws UnprocessableEvent if there is none, or if it is not JSON that fits
	 */
	public <T> T read(Event event, Class<T> type) {
		return type.cast(read(event, this.mapper.constructType(type)));
	}

	JavaType type(Type type) {
		return this.mapper.constructType(type);
	}

	Object read(Event event, JavaType type) {
		EventData data = event.data();
		if (data == null) {
			throw new UnprocessableEvent("The event has no data; '%s' needs JSON.".formatted(event.type()));
		}
		return read(event, data, type);
	}

	private Object read(Event event, EventData data, JavaType type) {
		try {
			@Nullable Object value = this.mapper.readValue(data.bytes(), type);
			if (value == null) {
				throw new UnprocessableEvent("The data is JSON null; '%s' needs a value.".formatted(event.type()));
			}
			return value;
		}
		catch (JacksonException ex) {
			throw new UnprocessableEvent("The data does not fit '%s': %s".formatted(event.type(), ex.getMessage()), ex);
		}
	}

}
