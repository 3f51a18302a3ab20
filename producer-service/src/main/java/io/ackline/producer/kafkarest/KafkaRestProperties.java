package io.ackline.producer.kafkarest;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of Kafka REST v2.
 *
 * @param maxBodySize Size of the largest body.
 */
@ConfigurationProperties("ackline.kafka-rest")
record KafkaRestProperties(@DefaultValue("8MB") DataSize maxBodySize) {

	/**
	 * Creates the settings.
	 * @throws IllegalArgumentException if a value is out of its bounds
	 */
	KafkaRestProperties {
		if (maxBodySize.toBytes() < 1 || maxBodySize.toMegabytes() >= 1024) {
			throw new IllegalArgumentException(
					"ackline.kafka-rest.max-body-size is %s: it must be from 1B to 1023MB.".formatted(maxBodySize));
		}
	}

}
