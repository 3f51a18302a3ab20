package io.ackline.producer.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.ackline.producer.topic.Acks;
import io.ackline.producer.topic.CleanupPolicy;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.topic.TopicProperties;
import io.ackline.producer.topic.UnknownTypes;
import io.ackline.producer.web.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TopicChangeTests {

	private final Topic topic = new Topic("payments", new TopicProperties(6, 3, 2, Acks.ALL, false, null, null,
			CleanupPolicy.DELETE, DataSize.ofMegabytes(1), List.of(), null, UnknownTypes.ACCEPT, false));

	@Test
	void setsWhatIsAskedForAndElseWhatIsDeclared() {
		TopicProperties changed = TopicChange
			.of(this.topic, Map.of("partitions", 12, "retention", "7d", "retentionBytes", "1GB"))
			.settings();
		assertThat(changed.partitions()).isEqualTo(12);
		assertThat(changed.minInsyncReplicas()).isEqualTo(2);
		assertThat(changed.retention()).isEqualTo(Duration.ofDays(7));
		assertThat(changed.retentionBytes()).isEqualTo(DataSize.ofGigabytes(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "9223372036854775807d", "PT999999999999999999S", "P106751991168D", "soon", "" })
	void refusesTimesThatNoClockHas(String retention) {
		assertRefused("retention", retention);
	}

	@ParameterizedTest
	@ValueSource(strings = { "9223372036854775807TB", "99999999999999999999", "much" })
	void refusesSizesThatNoDiskHas(String size) {
		assertRefused("retentionBytes", size);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 1001, Integer.MAX_VALUE })
	void refusesPartitionsThatNoClusterHas(int partitions) {
		assertRefused("partitions", partitions);
	}

	private void assertRefused(String name, Object value) {
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> TopicChange.of(this.topic, Map.of(name, value)))
			.satisfies((ex) -> assertThat(ex.problem().errors()).singleElement()
				.satisfies((error) -> assertThat(error.pointer()).isEqualTo("/" + name)));
	}

}
