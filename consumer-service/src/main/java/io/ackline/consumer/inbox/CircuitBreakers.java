package io.ackline.consumer.inbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.ackline.consumer.parking.RetryProperties;
import io.ackline.consumer.progress.LogPartition;

import org.springframework.stereotype.Component;

/**
 * Tells failing events from a failing world, for each partition. The breaker opens when
 * more than half of the keys fail that were tried in shares which failed one after
 * another, if they are enough to tell. While it is open, a share of which more than half
 * fails is for trying again later. A share that passes closes it.
 * <p>
 * An event that fails for itself must not keep its partition for ever: after
 * {@value #PATIENCE} pauses in a row, a share of too few keys to tell is parked after
 * all, and another one after each further pause.
 */
@Component
class CircuitBreakers {

	private static final int PATIENCE = 8;

	private static final State CLOSED = new State(0, 0, 0);

	private final Map<LogPartition, State> states = new ConcurrentHashMap<>();

	private final int enough;

	CircuitBreakers(RetryProperties properties) {
		this.enough = properties.breakerKeys();
	}

	/**
	 * Notes that a share passed without a failure.
	 */
	void passed(LogPartition partition) {
		this.states.remove(partition);
	}

	/**
	 * Notes that keys were handled in a share before one failed.
	 */
	void handled(LogPartition partition, int keys) {
		this.states.merge(partition, new State(keys, 0, 0), State::plus);
	}

	/**
	 * Decides what is to become of a share with failures.
	 * @param keys how many keys were tried
	 * @param failed how many of them failed
	 * @return whether the partition is to pause, and nothing to be parked
	 */
	boolean opens(LogPartition partition, int keys, int failed) {
		State state = this.states.getOrDefault(partition, CLOSED).plus(new State(keys, failed, 0));
		boolean most = 2 * state.failed() > state.keys();
		boolean telling = state.keys() >= this.enough;
		if (most && (telling || (state.isOpen() && state.pauses() < PATIENCE))) {
			this.states.put(partition, new State(0, 0, state.pauses() + 1));
			return true;
		}
		if (state.isOpen()) {
			this.states.put(partition, new State(0, 0, most ? state.pauses() - 1 : 0));
		}
		else {
			this.states.put(partition, state);
		}
		return false;
	}

	void forget(LogPartition partition) {
		this.states.remove(partition);
	}

	/**
	 * What is known of a partition since its last pause, or since its last share that
	 * passed.
	 *
	 * @param pauses how often it has paused; none while the breaker is closed
	 */
	private record State(int keys, int failed, int pauses) {

		boolean isOpen() {
			return this.pauses > 0;
		}

		State plus(State other) {
			return new State(this.keys + other.keys, this.failed + other.failed, this.pauses + other.pauses);
		}

	}

}
