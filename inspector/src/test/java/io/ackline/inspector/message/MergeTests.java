package io.ackline.inspector.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MergeTests {

	@Test
	void showsAllInTheOrderOfTime() {
		Page page = forwards(10, whole(0, 10, 40), whole(1, 20, 30));
		assertThat(places(page)).containsExactly("0:0", "1:0", "1:1", "0:1");
		assertThat(page.next()).isEqualTo(Map.of(0, 2L, 1, 2L));
		assertThat(page.more()).isFalse();
	}

	@Test
	void goesOnWithWhatThePageHasNoRoomFor() {
		Page page = forwards(3, whole(0, 10, 40), whole(1, 20, 30));
		assertThat(places(page)).containsExactly("0:0", "1:0", "1:1");
		assertThat(page.next()).isEqualTo(Map.of(0, 1L, 1, 2L));
		assertThat(page.more()).isTrue();
	}

	@Test
	void showsNothingLaterThanWhereAPartitionWasLeft() {
		Page page = forwards(10, whole(0, 10, 20, 30), left(1, 25L, 15));
		assertThat(places(page)).containsExactly("0:0", "1:0", "0:1");
		assertThat(page.next()).isEqualTo(Map.of(0, 2L, 1, 1L));
		assertThat(page.more()).isTrue();
		assertThat(page.silent()).isEmpty();
	}

	@Test
	void showsNothingEarlierThanWhereAPartitionWasLeftGoingBackwards() {
		Stretch whole = new Stretch(partition(0), records(0, 2, 30, 20, 10), 3, 0, true, 10L);
		Stretch left = new Stretch(partition(1), List.of(), 9, 5, false, 15L);
		Page page = new Merge(true).page(List.of(whole, left), 10, 0, true);
		assertThat(places(page)).containsExactly("0:2", "0:1");
		assertThat(page.next()).isEqualTo(Map.of(0, 1L, 1, 5L));
		assertThat(page.more()).isTrue();
	}

	@Test
	void putsTheSameTimeInTheOrderOfPartitionsAlsoWhereOneWasLeft() {
		assertThat(places(forwards(10, whole(0, 10), left(1, 10L, 10)))).containsExactly("0:0", "1:0");
		assertThat(places(forwards(10, left(0, 10L), whole(1, 10)))).isEmpty();
	}

	@Test
	void keepsThePartitionsOrderWhereTimesGoBack() {
		Page first = forwards(2, whole(0, 50, 10, 20), whole(1, 30));
		assertThat(places(first)).containsExactly("1:0", "0:0");
		assertThat(first.next()).isEqualTo(Map.of(0, 1L, 1, 1L));
	}

	@Test
	void showsWithoutAPartitionOfWhichNothingCame() {
		Stretch silent = new Stretch(partition(1), List.of(), 7, 7, false, null);
		Page page = forwards(10, whole(0, 10, 20), silent);
		assertThat(places(page)).containsExactly("0:0", "0:1");
		assertThat(page.silent()).containsExactly(1);
		assertThat(page.next()).isEqualTo(Map.of(0, 2L, 1, 7L));
		assertThat(page.more()).isTrue();
	}

	@Test
	void waitsForAPartitionThatHasOnlyHolesSoFar() {
		Stretch holes = new Stretch(partition(1), List.of(), 0, 5, false, null);
		Page page = forwards(10, whole(0, 10), holes);
		assertThat(page.messages()).isEmpty();
		assertThat(page.next()).isEqualTo(Map.of(0, 0L, 1, 5L));
		assertThat(page.more()).isTrue();
	}

	private static Page forwards(int limit, Stretch... stretches) {
		return new Merge(false).page(List.of(stretches), limit, 0, false);
	}

	private static Stretch whole(int partition, long... times) {
		return new Stretch(partition(partition), records(partition, 0, times), 0, times.length, true,
				times[times.length - 1]);
	}

	private static Stretch left(int partition, long seen, long... times) {
		return new Stretch(partition(partition), records(partition, 0, times), 0, times.length, false, seen);
	}

	private static List<ConsumerRecord<byte[], byte[]>> records(int partition, long first, long... times) {
		List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
		for (int i = 0; i < times.length; i++) {
			long offset = (first == 0) ? i : first - i;
			records.add(Records.at(partition, offset, times[i]));
		}
		return records;
	}

	private static TopicPartition partition(int number) {
		return new TopicPartition("pages", number);
	}

	private static List<String> places(Page page) {
		return page.messages().stream().map((message) -> message.p() + ":" + message.offset()).toList();
	}

}
