package io.ackline.consumer.handler;

import java.math.BigDecimal;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Lets {@code 1.0} and {@code 1e2} be integers, as JSON Schema does: what counts is the
 * number, not how it is written. A number with a fraction is none.
 */
final class IntegralNumbers extends ValueDeserializerModifier {

	/**
	 * Longer numbers fit no integer, and would take long to write out.
	 */
	private static final int MAX_DIGITS = 1000;

	@Override
	public ValueDeserializer<?> modifyDeserializer(DeserializationConfig config, BeanDescription.Supplier description,
			ValueDeserializer<?> deserializer) {
		return (deserializer.logicalType() == LogicalType.Integer) ? new Integral(deserializer) : deserializer;
	}

	private static final class Integral extends DelegatingDeserializer {

		private Integral(ValueDeserializer<?> delegatee) {
			super(delegatee);
		}

		@Override
		protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> delegatee) {
			return new Integral(delegatee);
		}

		@Override
		public Object deserialize(JsonParser parser, DeserializationContext context) throws JacksonException {
			if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
				BigDecimal number = parser.getDecimalValue().stripTrailingZeros();
				if (number.scale() <= 0 && number.precision() - number.scale() <= MAX_DIGITS) {
					return super.deserialize(asInteger(number, parser, context), context);
				}
			}
			return super.deserialize(parser, context);
		}

		private static JsonParser asInteger(BigDecimal number, JsonParser parser, DeserializationContext context) {
			TokenBuffer buffer = context.bufferForInputBuffering(parser);
			buffer.writeNumber(number.toBigIntegerExact());
			return buffer.asParserOnFirstToken(context, parser);
		}

	}

}
