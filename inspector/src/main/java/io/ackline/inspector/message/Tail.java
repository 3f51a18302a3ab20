package io.ackline.inspector.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.ackline.inspector.message.Scan.Range;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a partition from its end on. Since Kafka reads forwards only, that is
 * done in strides, the last one first, each of them forwards; one that was not read to
 * its end counts for nothing.
 */
final class Tail {

	private final List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();

	private final Deque<ConsumerRecord<byte[], byte[]>> inStride = new ArrayDeque<>();

	private final TopicPartition partition;

	private final Range range;

	private final int quota;

	private Range stride;

	private @Nullable Long earliest;

	private @Nullable Long seen;

	Tail(TopicPartition partition, Range range, int quota) {
		this.partition = partition;
		this.range = range;
		this.quota = quota;
		this.stride = new Range(range.to(), range.to());
	}

	boolean wantsMore() {
		return this.stride.from() > this.range.from() && this.found.size() < this.quota;
	}

	/**
	 * Begins the next stride.
	 * @return its offsets
	 */
	Range next(long width) {
		long to = this.stride.from();
		this.stride = new Range(Math.max(this.range.from(), to - width), to);
		this.inStride.clear();
		this.earliest = null;
		return this.stride;
	}

	void look(ConsumerRecord<byte[], byte[]> kafkaRecord, boolean matches) {
		if (this.earliest == null) {
			this.earliest = kafkaRecord.timestamp();
		}
		if (matches) {
			this.inStride.addLast(kafkaRecord);
			if (this.inStride.size() > this.quota - this.found.size()) {
				this.inStride.removeFirst();
				// What is not kept is to be read again.
				ConsumerRecord<byte[], byte[]> first = this.inStride.getFirst();
				this.stride = new Range(first.offset(), this.stride.to());
				this.earliest = first.timestamp();
			}
		}
	}

	/**
	 * Ends the stride.
	 * @param position where reading it has got to
	 */
	void end(long position) {
		if (position < this.stride.to()) {
			this.stride = new Range(this.stride.to(), this.stride.to());
			return;
		}
		this.inStride.descendingIterator().forEachRemaining(this.found::add);
		this.seen = (this.earliest != null) ? this.earliest : this.seen;
	}

	Stretch stretch() {
		long reached = this.stride.from();
		return new Stretch(this.partition, this.found, this.range.to(), reached, reached <= this.range.from(),
				this.seen);
	}

}
