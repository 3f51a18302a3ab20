package io.ackline.producer.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.ackline.events.Event;
import io.ackline.events.EventData;
import io.ackline.producer.topic.Acks;
import io.ackline.producer.topic.CleanupPolicy;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.topic.TopicProperties;
import io.ackline.producer.topic.UnknownTypes;
import io.ackline.producer.web.Problem;
import io.ackline.producer.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

class EventDraftTests {

	private static final String TYPED = "{\"type\":\"payment.captured\"%s}";

	private final Topic payments = topic(CleanupPolicy.DELETE);

	@Test
	void fillsInWhatIsLeftOut() {
		Event event = event(TYPED.formatted(",\"data\":1"), null);
		assertThat(event.id()).isEqualTo("new-id");
		assertThat(event.source()).isEqualTo("/ackline/payments");
		assertThat(event.time()).isCloseTo(OffsetDateTime.now(ZoneOffset.UTC), within(10, ChronoUnit.SECONDS));
		assertThat(event.dataContentType()).isEqualTo("application/json");
		assertThat(event.key()).isNull();
	}

	@Test
	void takesTheIdFromTheRequest() {
		assertThat(event(TYPED.formatted(""), "from-header").id()).isEqualTo("from-header");
		assertThat(event(TYPED.formatted(",\"id\":\"same\""), "same").id()).isEqualTo("same");
	}

	@Test
	void makesATombstoneOfNoData() {
		Event event = event(TYPED.formatted(""), null);
		assertThat(event.data()).isNull();
		assertThat(event.dataContentType()).isNull();
	}

	@Test
	void leavesTheTypeOfBinaryDataToTheClient() {
		Event event = event(TYPED.formatted(",\"data_base64\":\"AAE=\",\"datacontenttype\":\"image/png\""), null);
		assertThat(event.data()).isEqualTo(EventData.of(new byte[] { 0, 1 }));
		assertThat(event.dataContentType()).isEqualTo("image/png");
	}

	@Test
	void takesThePartitionKeyByEitherName() {
		assertThat(event(TYPED.formatted(",\"partitionkey\":\"k\""), null).key()).isEqualTo("k");
		assertThat(event(TYPED.formatted(",\"key\":\"k\",\"partitionkey\":\"k\""), null).key()).isEqualTo("k");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{}                                                        | /type            | is missing
					{"type":null}                                             | /type            | is missing
					{"type":1}                                                | /type            | must be a string, not a number
					{"type":""}                                               | /type            | is empty
					{"type":"a\\nb"}                                          | /type            | control character
					{"type":"a","id":{"a":[1]}}                               | /id              | must be a string, not an object
					{"type":"a","id":"a\\u0000"}                              | /id              | control character
					{"type":"a","source":["a"]}                               | /source          | must be a string, not an array
					{"type":"a","key":5}                                      | /key             | must be a string, not a number
					{"type":"a","key":""}                                     | /key             | is empty
					{"type":"a","key":"\\ud800"}                              | /key             | lone surrogate
					{"type":"a","time":"2026-01-31"}                          | /time            | no timestamp of RFC 3339
					{"type":"a","time":"2026-01-31T12:00Z"}                   | /time            | no timestamp of RFC 3339
					{"type":"a","time":"2026-02-30T12:00:00Z"}                | /time            | no timestamp of RFC 3339
					{"type":"a","time":1769860800}                            | /time            | must be a string, not a number
					{"type":"a","specversion":"0.3"}                          | /specversion     | only 1.0
					{"type":"a","datacontenttype":"text/plain","data":"x"}    | /datacontenttype | is not JSON
					{"type":"a","data":1,"data_base64":"AA=="}                | /data_base64     | exclude each other
					{"type":"a","data_base64":"%%"}                           | /data_base64     | is not base64
					{"type":"a","key":"a","partitionkey":"b"}                 | /partitionkey    | differ
					{"type":"a","Upper":"x"}                                  | /Upper           | no attribute name
					{"type":"a","with_underscore":"x"}                        | /with_underscore | no attribute name
					{"type":"a","a/b~c":"x"}                                  | /a~1b~0c         | no attribute name
					{"type":"a","extra":{}}                                   | /extra           | not an object: put it into
					{"type":"a","extra":1.5}                                  | /extra           | not a number: put it into
					{"type":"a","extra":3000000000}                           | /extra           | more than 32 bits
					{"type":"a","data":"\\ud800"}                           | /data            | Line 1, column 21: the escape is half
					{"type":"a","data":{"x":["\\udfff"]}}                   | /data            | half of a character
					{"type":"a","subject":"\\udc00"}                        | /subject         | lone surrogate
					{"type":"a","extra":"\\ud800x"}                         | /extra           | lone surrogate
					{"type":"a","extra":"\\u0007"}                            | /extra           | control character
					""")
	void refusesWrongAttributes(String body, String pointer, String message) {
		Problem problem = refused(body, null, this.payments);
		assertThat(problem.status()).isEqualTo(400);
		assertThat(problem.type()).isEqualTo("urn:ackline:problem:invalid-event");
		assertThat(problem.errors()).singleElement().satisfies((error) -> {
			assertThat(error.pointer()).isEqualTo(pointer);
			assertThat(error.message()).contains(message);
		});
		assertThat(problem.detail()).isEqualTo(problem.errors().get(0).message());
	}

	@Test
	void saysAllThatIsWrongAtOnce() {
		Problem problem = refused("{\"id\":\"7\",\"source\":1,\"key\":true,\"time\":\"now\",\"x\":[]}", null,
				this.payments);
		assertThat(problem.errors()).extracting(Problem.Place::pointer)
			.containsExactly("/source", "/key", "/time", "/x", "/type");
		assertThat(problem.id()).isEqualTo("7");
	}

	@Test
	void refusesAnIdThatTheRequestContradicts() {
		Problem problem = refused(TYPED.formatted(",\"id\":\"a\""), "b", this.payments);
		assertThat(problem.errors()).extracting(Problem.Place::pointer).containsExactly("/id");
	}

	@Test
	void refusesEventsWithoutAKeyOnACompactedTopic() {
		Problem problem = refused(TYPED.formatted(",\"id\":\"a\""), null, topic(CleanupPolicy.COMPACT_DELETE));
		assertThat(problem.type()).isEqualTo("urn:ackline:problem:key-required");
		assertThat(problem.id()).isEqualTo("a");
	}

	private Event event(String body, @Nullable String idempotencyKey) {
		return read(body).toEvent(this.payments, "/ackline/payments", idempotencyKey, () -> "new-id");
	}

	private static Problem refused(String body, @Nullable String idempotencyKey, Topic topic) {
		ProblemException outcome = catchThrowableOfType(ProblemException.class,
				() -> read(body).toEvent(topic, "/ackline/" + topic.name(), idempotencyKey, () -> "new-id"));
		assertThat(outcome).as("outcome").isNotNull();
		return outcome.problem();
	}

	private static EventDraft read(String body) {
		return new NativeEventReader().read(body.getBytes(StandardCharsets.UTF_8));
	}

	private static Topic topic(CleanupPolicy cleanupPolicy) {
		return new Topic("payments", new TopicProperties(6, 3, 2, Acks.ALL, false, Duration.ofDays(7), null,
				cleanupPolicy, DataSize.ofMegabytes(1), List.of("payment.*"), null, UnknownTypes.ACCEPT, false));
	}

}
