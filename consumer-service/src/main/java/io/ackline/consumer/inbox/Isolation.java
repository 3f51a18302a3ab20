package io.ackline.consumer.inbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.ackline.consumer.progress.LogPartition;

import org.springframework.stereotype.Component;

/**
 * Finds the event that ends the process, which no handler's failure tells of. What ends
 * it three times before anything of a partition is handled is handled event by event;
 * what ends it alone is the event.
 */
@Component
class Isolation {

	private static final int TRIES = 3;

	private final Suspects suspects;

	private final Map<LogPartition, Long> announced = new ConcurrentHashMap<>();

	private final Map<LogPartition, Long> aloneBelow = new ConcurrentHashMap<>();

	Isolation(Suspects suspects) {
		this.suspects = suspects;
	}

	/**
	 * Decides how a share is to be handled, and announces it if need be.
	 * @param size how many of its records would be handled in one transaction
	 */
	Verdict judge(Share share, int size) {
		LogPartition partition = share.partition();
		long revision = share.expected().revision();
		if (share.first()) {
			this.announced.put(partition, revision);
			Suspects.Announcement announcement = this.suspects.announce(partition, revision);
			if (announcement.alone()) {
				return Verdict.GUILTY;
			}
			if (announcement.tries() >= TRIES) {
				this.aloneBelow.put(partition, share.records().get(size - 1).offset() + 1);
			}
		}
		Long below = this.aloneBelow.get(partition);
		if (below == null) {
			return Verdict.TRUSTED;
		}
		if (share.records().get(0).offset() >= below) {
			this.aloneBelow.remove(partition);
			return Verdict.TRUSTED;
		}
		this.announced.put(partition, revision);
		this.suspects.announceAlone(partition, revision);
		return Verdict.SUSPECT;
	}

	/**
	 * Notes that a share was committed, and the process lives.
	 */
	void survived(LogPartition partition) {
		this.announced.remove(partition);
	}

	/**
	 * Forgets a partition that is given up: what is announced did not end the process.
	 */
	void release(LogPartition partition) {
		Long revision = this.announced.get(partition);
		forget(partition);
		if (revision != null) {
			this.suspects.takeBack(partition, revision);
		}
	}

	/**
	 * Forgets a partition that was lost.
	 */
	void forget(LogPartition partition) {
		this.aloneBelow.remove(partition);
		this.announced.remove(partition);
	}

	/**
	 * How a share is to be handled.
	 */
	enum Verdict {

		/**
		 * As any other.
		 */
		TRUSTED,

		/**
		 * Its first event alone.
		 */
		SUSPECT,

		/**
		 * Its first event not at all: it ended the process.
		 */
		GUILTY

	}

}
