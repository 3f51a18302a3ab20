package io.ackline.producer.publish;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Sizes of records.
 */
final class RecordSizes {

	/**
	 * What a batch of one record has around its key, value and headers, at most.
	 */
	private static final int FRAME = 61 + 24;

	private static final int HEADER_FRAME = 8;

	private RecordSizes() {
	}

	/**
	 * Returns the size of a record on the topic, in bytes, in a batch of its own and
	 * uncompressed; never less than that.
	 */
	static long of(ProducerRecord<byte[], byte[]> kafkaRecord) {
		long size = FRAME;
		size += (kafkaRecord.key() != null) ? kafkaRecord.key().length : 0;
		size += (kafkaRecord.value() != null) ? kafkaRecord.value().length : 0;
		for (Header header : kafkaRecord.headers()) {
			size += HEADER_FRAME + header.key().length() + header.value().length;
		}
		return size;
	}

}
