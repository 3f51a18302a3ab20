package io.ackline.consumer.model;

import java.time.Duration;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShrinkingTests {

	@Test
	void leavesWhatItTakesToFail() {
		Predicate<Script> fails = (script) -> script.choices().stream().anyMatch((choice) -> choice.what() > 90)
				&& script.choices().stream().anyMatch((choice) -> choice.what() < 10 && choice.how() > 0);
		Script shrunk = new Shrinking(fails, Duration.ofSeconds(10)).shrink(Script.of(4));
		assertThat(shrunk.choices()).hasSize(2).allMatch((choice) -> choice.who() == 0);
		assertThat(fails).accepts(shrunk);
	}

	@Test
	void playsAgainWhatWasPrinted() {
		Script script = Script.of(5);
		assertThat(Script.parse(script.toString())).isEqualTo(script);
		assertThat(Script.of(5)).isEqualTo(script).isNotEqualTo(Script.of(6));
	}

}
