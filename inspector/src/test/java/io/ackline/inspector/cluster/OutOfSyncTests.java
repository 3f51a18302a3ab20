package io.ackline.inspector.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.ackline.inspector.cluster.Partition.OutSince;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutOfSyncTests {

	private static final TopicPartition PARTITION = new TopicPartition("payments", 0);

	private static final Instant NOW = Instant.ofEpochMilli(50_000);

	private final OutOfSync outOfSync = new OutOfSync();

	@Test
	void knowsExactlyWhenAReplicaLeftBeforeItsEyes() {
		assertThat(look(List.of(1, 2, 3), true, NOW)).isEmpty();
		assertThat(look(List.of(1, 3), true, NOW)).isEqualTo(Map.of(2, new OutSince(50_000, true)));
		assertThat(look(List.of(1, 3), true, NOW.plusSeconds(9))).isEqualTo(Map.of(2, new OutSince(50_000, true)));
		assertThat(look(List.of(1, 2, 3), true, NOW.plusSeconds(10))).isEmpty();
		assertThat(look(List.of(1, 3), true, NOW.plusSeconds(20))).isEqualTo(Map.of(2, new OutSince(70_000, true)));
	}

	@Test
	void saysOnlyAtLeastHowLongWhenItWasNotLooking() {
		assertThat(look(List.of(1), false, NOW))
			.isEqualTo(Map.of(2, new OutSince(7_000, false), 3, new OutSince(7_000, false)));
	}

	private Map<Integer, OutSince> look(List<Integer> isr, boolean seenBefore, Instant now) {
		return this.outOfSync.of(PARTITION, List.of(1, 2, 3), isr, seenBefore, now, () -> Instant.ofEpochMilli(7_000));
	}

}
