package io.ackline.inspector.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Puts what was read of some partitions in the order of time, each partition's records in
 * the order of their offsets. A page goes as far as all partitions were read: beyond the
 * point at which one of them was left, it may have records that come first. Such a page
 * is short, and the next one goes on there. Only a partition of which nothing came at all
 * does not keep the others from being shown; the page names it.
 */
final class Merge {

	private final boolean backwards;

	Merge(boolean backwards) {
		this.backwards = backwards;
	}

	/**
	 * Returns the first records of all.
	 * @param limit most records
	 * @param scanned how many records were looked at
	 * @param hurried whether the time was over
	 */
	Page page(Collection<Stretch> stretches, int limit, long scanned, boolean hurried) {
		List<Cursor> cursors = stretches.stream().map(Cursor::new).toList();
		PriorityQueue<Cursor> next = new PriorityQueue<>(
				Comparator.comparingLong(Cursor::time).thenComparingInt(Cursor::rank));
		cursors.stream().filter((cursor) -> !cursor.stretch.isSilent() && !cursor.isAtEnd()).forEach(next::add);
		List<Message> shown = new ArrayList<>();
		while (shown.size() < limit && !next.isEmpty() && next.element().hasRecord()) {
			Cursor first = next.remove();
			shown.add(Message.of(first.take(), Message.PREVIEW));
			if (!first.isAtEnd()) {
				next.add(first);
			}
		}
		Map<Integer, Long> goOn = new TreeMap<>();
		cursors.forEach((cursor) -> goOn.put(cursor.number(), cursor.offset()));
		return new Page(shown, goOn, cursors.stream().anyMatch((cursor) -> !cursor.isAtEnd()), scanned, hurried,
				stretches.stream().filter(Stretch::isSilent).map((silent) -> silent.partition().partition()).toList());
	}

	/**
	 * How much of a stretch is on the page.
	 */
	private final class Cursor {

		private final Stretch stretch;

		private int taken;

		private Cursor(Stretch stretch) {
			this.stretch = stretch;
		}

		private boolean hasRecord() {
			return this.taken < this.stretch.found().size();
		}

		private boolean isAtEnd() {
			return !hasRecord() && this.stretch.done();
		}

		private ConsumerRecord<byte[], byte[]> take() {
			return this.stretch.found().get(this.taken++);
		}

		private int rank() {
			return Merge.this.backwards ? -number() : number();
		}

		private int number() {
			return this.stretch.partition().partition();
		}

		/**
		 * Returns where in the order of time the next record is, or at least can be.
		 */
		private long time() {
			Long time = hasRecord() ? Long.valueOf(this.stretch.found().get(this.taken).timestamp())
					: this.stretch.seen();
			if (time == null) {
				return Long.MIN_VALUE;
			}
			return Merge.this.backwards ? -time : time;
		}

		private long offset() {
			if (!hasRecord()) {
				return this.stretch.reached();
			}
			long next = this.stretch.found().get(this.taken).offset();
			return Merge.this.backwards ? next + 1 : next;
		}

	}

}
