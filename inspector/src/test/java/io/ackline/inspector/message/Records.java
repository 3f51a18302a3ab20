package io.ackline.inspector.message;

import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Records without content.
 */
final class Records {

	private Records() {
	}

	static ConsumerRecord<byte[], byte[]> at(int partition, long offset, long time) {
		return new ConsumerRecord<>("pages", partition, offset, time, TimestampType.CREATE_TIME, -1, -1, null, null,
				new RecordHeaders(), Optional.empty());
	}

}
