package io.ackline.producer.topic;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.stereotype.Component;

/**
 * Converts what stands at {@code acks} in a configuration. In YAML {@code acks: 1} is a
 * number, which Spring would take for the position of an enum's constant.
 */
@Component
@ConfigurationPropertiesBinding
class AcksConverter implements GenericConverter {

	@Override
	public Set<ConvertiblePair> getConvertibleTypes() {
		return Set.of(new ConvertiblePair(String.class, Acks.class), new ConvertiblePair(Integer.class, Acks.class));
	}

	@Override
	public @Nullable Object convert(@Nullable Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
		return (source != null) ? Acks.of(source.toString().strip()) : null;
	}

}
