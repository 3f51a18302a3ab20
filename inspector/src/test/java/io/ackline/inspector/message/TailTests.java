package io.ackline.inspector.message;

import java.util.Arrays;
import java.util.List;

import io.ackline.inspector.message.Scan.Range;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TailTests {

	private final Tail tail = new Tail(new TopicPartition("pages", 0), new Range(10, 100), 3);

	@Test
	void goesBackStrideByStrideUntilThereIsEnough() {
		assertThat(this.tail.next(5)).isEqualTo(new Range(95, 100));
		read(95, 100, 97);
		assertThat(this.tail.wantsMore()).isTrue();
		assertThat(this.tail.next(20)).isEqualTo(new Range(75, 95));
		read(75, 95, 80, 90);
		assertThat(this.tail.wantsMore()).isFalse();
		assertThat(offsets()).containsExactly(97L, 90L, 80L);
		assertThat(this.tail.stretch().reached()).isEqualTo(75);
		assertThat(this.tail.stretch().seen()).isEqualTo(75);
		assertThat(this.tail.stretch().done()).isFalse();
	}

	@Test
	void goesOnBeforeTheFirstThatItKeeps() {
		this.tail.next(90);
		read(10, 100, 20, 30, 40, 50, 60);
		assertThat(offsets()).containsExactly(60L, 50L, 40L);
		assertThat(this.tail.stretch().reached()).isEqualTo(40);
		assertThat(this.tail.stretch().seen()).isEqualTo(40);
		assertThat(this.tail.stretch().done()).isFalse();
	}

	@Test
	void forgetsAStrideThatWasNotReadToItsEnd() {
		this.tail.next(5);
		read(95, 100, 96);
		this.tail.next(20);
		this.tail.look(at(75), true);
		this.tail.end(76);
		assertThat(offsets()).containsExactly(96L);
		assertThat(this.tail.stretch().reached()).isEqualTo(95);
		assertThat(this.tail.stretch().seen()).isEqualTo(95);
	}

	@Test
	void isSilentWhenNothingCame() {
		assertThat(this.tail.stretch().isSilent()).isTrue();
		this.tail.next(5);
		this.tail.end(-1);
		assertThat(this.tail.stretch().isSilent()).isTrue();
	}

	@Test
	void isDoneAtTheLogsStart() {
		this.tail.next(500);
		read(10, 100);
		assertThat(this.tail.wantsMore()).isFalse();
		assertThat(this.tail.stretch().done()).isTrue();
	}

	private void read(long from, long to, long... matching) {
		for (long offset = from; offset < to; offset++) {
			long at = offset;
			this.tail.look(at(at), Arrays.stream(matching).anyMatch((one) -> one == at));
		}
		this.tail.end(to);
	}

	private static ConsumerRecord<byte[], byte[]> at(long offset) {
		return Records.at(0, offset, offset);
	}

	private List<Long> offsets() {
		return this.tail.stretch().found().stream().map(ConsumerRecord::offset).toList();
	}

}
