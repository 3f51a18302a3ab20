package io.ackline.producer.web;

import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class ArrivalTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	@Test
	void countsFromWhenTheServerSawTheRequest() {
		long before = System.nanoTime();
		Runnable work = Arrival.seenNow(() -> Arrival.note(this.request));
		long after = System.nanoTime();
		work.run();
		assertThat(Arrival.of(this.request).complete()).isBetween(before, after);
		assertThat(Arrival.of(this.request).waited().toNanos()).isBetween(0L, System.nanoTime() - before);
	}

	@Test
	void countsTheNextRequestOfAConnectionForItself() {
		Arrival.seenNow(() -> Arrival.note(new MockHttpServletRequest())).run();
		long after = System.nanoTime();
		Arrival.note(this.request);
		assertThat(Arrival.of(this.request).complete()).isBetween(after, System.nanoTime());
		assertThat(Arrival.of(this.request).waited()).isZero();
	}

	@Test
	void waitsForTheBody() {
		Arrival arrival = Arrival.note(this.request);
		long noted = arrival.complete();
		arrival.read(1_000);
		arrival.read(2_000);
		assertThat(arrival.complete()).isEqualTo(noted + 3_000);
	}

}
