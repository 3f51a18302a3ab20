package io.ackline.producer.publish;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InFlightTests {

	private final InFlight inFlight = new InFlight(100);

	@Test
	void takesUpToItsBound() {
		assertThat(this.inFlight.tryAdd(60)).isTrue();
		assertThat(this.inFlight.tryAdd(40)).isTrue();
		assertThat(this.inFlight.tryAdd(1)).isFalse();
		assertThat(this.inFlight.bytes()).isEqualTo(100);
		assertThat(this.inFlight.records()).isEqualTo(2);
	}

	@Test
	void takesMoreOnceSomethingIsSettled() {
		assertThat(this.inFlight.tryAdd(100)).isTrue();
		this.inFlight.remove(30);
		assertThat(this.inFlight.tryAdd(30)).isTrue();
	}

}
