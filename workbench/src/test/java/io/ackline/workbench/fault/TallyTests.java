package io.ackline.workbench.fault;

import io.ackline.events.Event;
import io.ackline.workbench.evidence.Place;
import io.ackline.workbench.load.Payments;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TallyTests {

	private final Event one = new Payments("r", 1, 3).event(0);

	private final Event other = new Payments("r", 1, 3).event(1);

	@Test
	void isTheSameInWhateverOrderRecordsAreCounted() {
		assertThat(tally(0, this.one).plus(tally(1, this.other)))
			.isEqualTo(tally(1, this.other).plus(tally(0, this.one)));
	}

	@Test
	void tellsWhatStandsWhereApart() {
		Tally tally = tally(0, this.one).plus(tally(1, this.other));
		assertThat(tally(1, this.one).plus(tally(0, this.other))).isNotEqualTo(tally);
		assertThat(tally(0, this.one).plus(tally(1, this.one))).isNotEqualTo(tally);
		assertThat(tally(0, this.one)).isNotEqualTo(tally);
		assertThat(tally.plus(tally(1, this.other))).isNotEqualTo(tally);
	}

	private static Tally tally(long offset, Event event) {
		return Tally.of(new Place(0, offset), event);
	}

}
