package io.ackline.consumer.progress;

import java.util.Optional;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition has been processed, as its row says.
 *
 * @param nextOffset the offset from which to go on
 * @param leaderEpoch the leader epoch of the last record that was processed, if known
 * @param revision counts the changes of the row; 0 while there is none
 */
public record Progress(long nextOffset, @Nullable Integer leaderEpoch, long revision) {

	/**
	 * Returns the place to start from where there is no row yet.
	 */
	public static Progress startingAt(long offset) {
		return new Progress(offset, null, 0);
	}

	/**
	 * Returns the progress as Kafka's clients have it: with the epoch, a truncated log is
	 * noticed.
	 */
	public OffsetAndMetadata position() {
		return new OffsetAndMetadata(this.nextOffset, Optional.ofNullable(this.leaderEpoch), "");
	}

	public Progress next(long offset, @Nullable Integer epoch) {
		return new Progress(offset, epoch, this.revision + 1);
	}

}
