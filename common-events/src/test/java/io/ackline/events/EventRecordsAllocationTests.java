package io.ackline.events;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the codec from allocating more than it has to, which no clock is needed for.
 */
class EventRecordsAllocationTests {

	private static final long TO_RECORD = 2500;

	private static final long TO_EVENT = 4500;

	private final EventRecordsBenchmark codec = new EventRecordsBenchmark();

	@Test
	void allocatesLittleToWriteAnEvent() {
		assertThat(Allocation.least(this.codec::toRecord)).isLessThan(TO_RECORD);
	}

	@Test
	void allocatesLittleToReadAnEvent() {
		assertThat(Allocation.least(this.codec::toEvent)).isLessThan(TO_EVENT);
	}

}
