package io.ackline.producer.publish;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of publishing.
 *
 * @param maxEventSize Size of the largest body of one event.
 * @param maxBatchSize Size of the largest body of a batch.
 * @param maxBatchEvents Number of events that a batch may have.
 * @param maxStreams Number of streams that may be open at the same time.
 * @param streamMemory Size of what all streams together may have waiting for Kafka.
 */
@ConfigurationProperties("ackline.producer")
record PublishProperties(@DefaultValue("960KB") DataSize maxEventSize, @DefaultValue("8MB") DataSize maxBatchSize,
		@DefaultValue("10000") int maxBatchEvents, @DefaultValue("50") int maxStreams,
		@DefaultValue("8MB") DataSize streamMemory) {

	/**
	 * Creates the settings.
	 * @throws IllegalArgumentException if a value is out of its bounds
	 */
	PublishProperties {
		requireSize("max-event-size", maxEventSize);
		requireSize("max-batch-size", maxBatchSize);
		if (maxBatchSize.compareTo(maxEventSize) < 0) {
			throw new IllegalArgumentException(
					"ackline.producer.max-batch-size is %s: it must be at least max-event-size, which is %s."
						.formatted(maxBatchSize, maxEventSize));
		}
		requireSize("stream-memory", streamMemory);
		requirePositive("max-batch-events", maxBatchEvents);
		requirePositive("max-streams", maxStreams);
	}

	BodyLimit eventLimit() {
		return new BodyLimit((int) this.maxEventSize.toBytes(), "max-event-size");
	}

	BodyLimit batchLimit() {
		return new BodyLimit((int) this.maxBatchSize.toBytes(), "max-batch-size");
	}

	BatchLimits batchLimits() {
		return new BatchLimits(this.maxBatchEvents, (int) this.maxEventSize.toBytes());
	}

	private static void requirePositive(String property, int value) {
		if (value < 1) {
			throw new IllegalArgumentException(
					"ackline.producer.%s is %d: it must be at least 1.".formatted(property, value));
		}
	}

	private static void requireSize(String property, DataSize size) {
		if (size.toBytes() < 1 || size.toMegabytes() >= 1024) {
			throw new IllegalArgumentException(
					"ackline.producer.%s is %s: it must be from 1B to 1023MB.".formatted(property, size));
		}
	}

}
