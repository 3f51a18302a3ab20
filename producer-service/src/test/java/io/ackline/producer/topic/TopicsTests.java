package io.ackline.producer.topic;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TopicsTests {

	private final Topics topics = new Topics(new TopicsProperties(Map.of("payments", settings("payment.*"), "refunds",
			settings("payment.refunded", "payment.chargeback.*"), "rest", settings("other"))));

	@ParameterizedTest
	@CsvSource({ "payment.captured, payments", "payment.captured.v2, payments", "payment.refunded, refunds",
			"payment.refunded.v2, payments", "payment.chargeback.opened, refunds", "other, rest", "payment,",
			"payments.x,", "Payment.captured,", "others," })
	void picksTheTopicOfTheMostSpecificPattern(String type, @Nullable String expected) {
		Topic topic = this.topics.findByType(type);
		assertThat((topic != null) ? topic.name() : null).isEqualTo(expected);
	}

	@Test
	void hasNoTopicForOtherTypesUnlessOneTakesAll() {
		Topics open = new Topics(new TopicsProperties(Map.of("all", settings("*"))));
		assertThat(open.findByType("anything")).isNotNull();
		assertThat(this.topics.findByType("anything")).isNull();
	}

	@Test
	void namesTopicsAndTypes() {
		assertThat(this.topics.describeNames()).isEqualTo("payments, refunds, rest");
		assertThat(this.topics.describeTypes())
			.isEqualTo("payment.* (payments), payment.refunded, payment.chargeback.* (refunds), other (rest)");
	}

	@Test
	void acceptsOtherTypesUnlessTheTopicRefusesThem() {
		assertThat(new Topic("t", settings("a.*")).takes("b")).isTrue();
		Topic strict = new Topic("t", settings(Acks.ALL, false, UnknownTypes.REFUSE, "a.*"));
		assertThat(strict.takes("b")).isFalse();
		assertThat(strict.takes("a.b")).isTrue();
	}

	@Test
	void takesTheAcksOfARequestUnlessTheyArePinned() {
		assertThat(new Topic("t", settings("a")).acks(null)).isEqualTo(Acks.ALL);
		assertThat(new Topic("t", settings("a")).acks(Acks.NONE)).isEqualTo(Acks.NONE);
		Topic pinned = new Topic("t", settings(Acks.LEADER, true, UnknownTypes.ACCEPT, "a"));
		assertThat(pinned.acks(null)).isEqualTo(Acks.LEADER);
		assertThat(pinned.acks(Acks.LEADER)).isEqualTo(Acks.LEADER);
		assertThatIllegalArgumentException().isThrownBy(() -> pinned.acks(Acks.ALL))
			.withMessageContaining("pins acks=1");
	}

	static TopicProperties settings(String... types) {
		return settings(Acks.ALL, false, UnknownTypes.ACCEPT, types);
	}

	private static TopicProperties settings(Acks acks, boolean pinAcks, UnknownTypes unknownTypes, String... types) {
		return new TopicProperties(6, 3, 2, acks, pinAcks, null, null, CleanupPolicy.DELETE, DataSize.ofMegabytes(1),
				List.of(types), null, unknownTypes, false);
	}

}
