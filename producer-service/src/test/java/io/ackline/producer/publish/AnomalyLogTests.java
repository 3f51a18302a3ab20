package io.ackline.producer.publish;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ackline.events.Event;
import io.ackline.producer.topic.Acks;
import io.ackline.producer.topic.CleanupPolicy;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.topic.TopicProperties;
import io.ackline.producer.topic.UnknownTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class AnomalyLogTests {

	private final Topic topic = new Topic("payments", new TopicProperties(6, 3, 2, Acks.ALL, false, Duration.ofDays(7),
			null, CleanupPolicy.DELETE, DataSize.ofMegabytes(1), List.of(), null, UnknownTypes.ACCEPT, false));

	private final Logger logger = (Logger) LoggerFactory.getLogger(AnomalyLog.class);

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.lines.start();
		this.logger.addAppender(this.lines);
	}

	@AfterEach
	void stop() {
		this.logger.detachAppender(this.lines);
	}

	@Test
	void namesTheEventInWordsAndInFields() {
		new AnomalyLog().report(this.topic, event("1"), "Expiring 1 record(s)\n\tat org.apache.kafka");
		assertThat(this.lines.list).singleElement().satisfies((line) -> {
			assertThat(line.getFormattedMessage()).contains("'1'", "'/s'", "'payments'", "Expiring 1 record(s)")
				.hasLineCount(1);
			assertThat(line.getKeyValuePairs()).containsExactly(new KeyValuePair("event.id", "1"),
					new KeyValuePair("event.source", "/s"), new KeyValuePair("topic", "payments"));
			assertThat(line.getThrowableProxy()).isNull();
		});
	}

	@Test
	void saysOnceWhatHappensOften() {
		AnomalyLog anomalies = new AnomalyLog();
		for (int i = 0; i < 1000; i++) {
			anomalies.report(this.topic, event("e-" + i), "Expiring 1 record(s)");
		}
		assertThat(this.lines.list).hasSize(1);
	}

	private static Event event(String id) {
		return Event.builder(id, "/s", "t", OffsetDateTime.parse("2026-01-31T12:00:00Z")).build();
	}

}
