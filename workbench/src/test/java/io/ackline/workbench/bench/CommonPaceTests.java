package io.ackline.workbench.bench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CommonPaceTests {

	@Test
	void leavesRoomForTheSlowest() {
		CommonPace pace = new CommonPace();
		pace.takes(8000);
		pace.takes(1500);
		pace.takes(3000);
		assertThat(pace.rate()).isEqualTo(750);
	}

}
