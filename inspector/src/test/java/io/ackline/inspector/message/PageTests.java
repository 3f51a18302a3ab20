package io.ackline.inspector.message;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PageTests {

	private final Page page = new Page(List.of(), Map.of(0, 7L), false, 3, false, List.of());

	@Test
	void isAsItIsWhenAllPartitionsHaveAnswered() {
		assertThat(this.page.without(List.of(), Map.of(0, 1L))).isSameAs(this.page);
	}

	@Test
	void goesOnWithWhatDidNotAnswerWhereItWasToBeBegun() {
		Page without = this.page.without(List.of(1, 2), Map.of(1, 5L));
		assertThat(without.next()).containsOnly(Map.entry(0, 7L), Map.entry(1, 5L));
		assertThat(without.more()).isTrue();
		assertThat(without.silent()).containsExactly(1, 2);
	}

}
