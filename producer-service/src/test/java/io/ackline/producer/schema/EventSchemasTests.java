package io.ackline.producer.schema;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;

import io.ackline.events.Event;
import io.ackline.events.EventData;
import io.ackline.events.payment.PaymentCaptured;
import io.ackline.events.payment.PaymentRefunded;
import io.ackline.producer.json.JsonLimits;
import io.ackline.producer.topic.Acks;
import io.ackline.producer.topic.CleanupPolicy;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.topic.TopicProperties;
import io.ackline.producer.topic.UnknownTypes;
import io.ackline.producer.web.Problem.Place;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EventSchemasTests {

	private static final String PAYMENT = """
			{"account": "%s", "amount": %s, "currency": "%s"}""";

	private final Topic topic = topic(CleanupPolicy.DELETE);

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { PaymentCaptured.TYPE, PaymentRefunded.TYPE })
	void takesPayments(String type) {
		assertThat(violations(type, PAYMENT.formatted("a-1", 1299, "EUR"))).isEmpty();
		assertThat(violations(type, PAYMENT.formatted("𝄞".repeat(255), 9007199254740991L, "XXX"))).isEmpty();
		assertThat(violations(type, "{\"account\":\"a\",\"amount\":1,\"currency\":\"EUR\",\"note\":{}}")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{"amount":1,"currency":"EUR"}                                   | /data          | 'account' not found
					{"account":"","amount":1,"currency":"EUR"}                      | /data/account  | at least 1 character
					{"account":1,"amount":1,"currency":"EUR"}                       | /data/account  | integer found, string expected
					{"account":"a","amount":0,"currency":"EUR"}                     | /data/amount   | minimum value of 1
					{"account":"a","amount":-1,"currency":"EUR"}                    | /data/amount   | minimum value of 1
					{"account":"a","amount":1.5,"currency":"EUR"}                   | /data/amount   | integer expected
					{"account":"a","amount":"1","currency":"EUR"}                   | /data/amount   | string found, integer expected
					{"account":"a","amount":null,"currency":"EUR"}                  | /data/amount   | null found, integer expected
					{"account":"a","amount":9007199254740992,"currency":"EUR"}      | /data/amount   | maximum value of 9007199254740991
					{"account":"a","amount":1e999999999,"currency":"EUR"}           | /data/amount   | integer expected
					{"account":"a","amount":1,"currency":"eur"}                     | /data/currency | regex pattern
					{"account":"a","amount":1,"currency":"EUR\\n"}                  | /data/currency | regex pattern
					[]                                                              | /data          | array found, object expected
					null                                                            | /data          | null found, object expected
					""")
	void pointsAtWhatIsWrongWithAPayment(String data, String pointer, String message) {
		assertThat(violations(PaymentCaptured.TYPE, data)).singleElement().satisfies((place) -> {
			assertThat(place.pointer()).isEqualTo(pointer);
			assertThat(place.message()).contains(message);
		});
	}

	@ParameterizedTest
	@CsvSource({ "a, 1, EUR", "'', 1, EUR", "a, 0, EUR", "a, -1, EUR", "a, 9007199254740991, EUR",
			"a, 9007199254740992, EUR", "a, 1, EU", "a, 1, EURO", "a, 1, eur", "a, 1, ÄÖÜ" })
	void judgesPaymentsAsTheirRecordsDo(String account, long amount, String currency) {
		String data = PAYMENT.formatted(account, amount, currency);
		if (violations(PaymentCaptured.TYPE, data).isEmpty()) {
			assertThat(new PaymentCaptured(account, amount, currency).amount()).isEqualTo(amount);
		}
		else {
			assertThatIllegalArgumentException().isThrownBy(() -> new PaymentCaptured(account, amount, currency));
		}
	}

	@Test
	void saysAllThatIsWrong() {
		assertThat(violations(PaymentCaptured.TYPE, "{\"amount\":0}")).extracting(Place::pointer)
			.containsExactlyInAnyOrder("/data", "/data", "/data/amount");
	}

	@Test
	void takesAnyDataOfOtherTypes() {
		assertThat(violations("payment.unheard", "[]")).isEmpty();
		assertThat(violations(event("unheard", "image/png", EventData.of(new byte[] { 1 })))).isEmpty();
		assertThat(violations(event("unheard", null, null))).isEmpty();
	}

	@Test
	void needsDataOfATypeWithASchema() {
		assertThat(violations(event(PaymentCaptured.TYPE, null, null))).singleElement()
			.isEqualTo(new Place("/data", "'data' is missing; events of type 'payment.captured' need it."));
	}

	@Test
	void letsKeysBeDeletedOnCompactedTopics() {
		assertThat(schemas(null).violations(topic(CleanupPolicy.COMPACT), event(PaymentCaptured.TYPE, null, null)))
			.isEmpty();
	}

	@Test
	void readsBinaryDataThatIsJson() {
		EventData payment = EventData.ofUtf8(PAYMENT.formatted("a", 1, "EUR"));
		assertThat(violations(event(PaymentCaptured.TYPE, null, payment))).isEmpty();
		assertThat(violations(event(PaymentCaptured.TYPE, "application/vnd.x+json; a=b", payment))).isEmpty();
		assertThat(violations(event(PaymentCaptured.TYPE, null, EventData.ofUtf8("{}")))).hasSize(3);
	}

	@Test
	void refusesDataThatIsNotJson() {
		EventData text = EventData.ofUtf8("text");
		assertThat(violations(event(PaymentCaptured.TYPE, "text/plain", text))).singleElement()
			.extracting(Place::message)
			.isEqualTo("the data is text/plain; events of type 'payment.captured' have JSON.");
		for (byte[] data : List.of(new byte[] { (byte) 0xFF }, new byte[0], "{} {}".getBytes(StandardCharsets.UTF_8),
				"{\"a\":1,\"a\":1}".getBytes(StandardCharsets.UTF_8), "{}".getBytes(StandardCharsets.UTF_16),
				"[".repeat(100_000).getBytes(StandardCharsets.UTF_8))) {
			assertThat(violations(event(PaymentCaptured.TYPE, null, EventData.of(data)))).singleElement()
				.satisfies((place) -> assertThat(place.pointer()).isEqualTo("/data"));
		}
	}

	@Test
	void escapesPointersAndBoundsWhatItSays() throws IOException {
		write("t", "{\"additionalProperties\": {\"type\": \"string\"}}");
		assertThat(schemas(this.folder).violations(this.topic, json("t", "{\"a/b~c\":1}"))).singleElement()
			.satisfies((place) -> assertThat(place.pointer()).isEqualTo("/data/a~1b~0c"));
		write("t", "{\"additionalProperties\": false}");
		assertThat(schemas(this.folder).violations(this.topic, json("t", "{\"" + "x".repeat(10_000) + "\":1}")))
			.singleElement()
			.satisfies((place) -> assertThat(place.message()).hasSizeLessThan(250));
		write("t", "{\"items\": {\"type\": \"string\"}}");
		assertThat(schemas(this.folder).violations(this.topic, json("t", "[" + "1,".repeat(100) + "1]"))).hasSize(20);
	}

	@Test
	void takesTheUsersSchemasBesideTheBuiltInOnesAndBeforeThem() throws IOException {
		write("order.placed", "{\"required\": [\"order\"]}");
		write("payment.refunded", "true");
		Files.writeString(this.folder.resolve("README.md"), "not a schema");
		Files.writeString(this.folder.resolve(".hidden.json"), "not a schema");
		EventSchemas schemas = schemas(this.folder);
		assertThat(schemas.violations(this.topic, json("order.placed", "{}"))).hasSize(1);
		assertThat(schemas.violations(this.topic, json(PaymentCaptured.TYPE, "{}"))).hasSize(3);
		assertThat(schemas.violations(this.topic, json(PaymentRefunded.TYPE, "{}"))).isEmpty();
	}

	@Test
	void checksFormats() throws IOException {
		write("t", "{\"properties\": {\"at\": {\"type\": \"string\", \"format\": \"date-time\"}}}");
		assertThat(schemas(this.folder).violations(this.topic, json("t", "{\"at\":\"yesterday\"}"))).singleElement()
			.satisfies((place) -> assertThat(place.pointer()).isEqualTo("/data/at"));
	}

	@Test
	void letsSchemasReferToEachOther() throws IOException {
		write("money", "{\"$id\": \"https://example.com/money\", \"type\": \"integer\"}");
		write("by-name", "{\"properties\": {\"price\": {\"$ref\": \"money.json\"}}}");
		write("by-id", "{\"properties\": {\"price\": {\"$ref\": \"https://example.com/money\"}}}");
		EventSchemas schemas = schemas(this.folder);
		for (String type : List.of("by-name", "by-id")) {
			assertThat(schemas.violations(this.topic, json(type, "{\"price\":1}"))).isEmpty();
			assertThat(schemas.violations(this.topic, json(type, "{\"price\":\"x\"}"))).singleElement()
				.satisfies((place) -> assertThat(place.pointer()).isEqualTo("/data/price"));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"type":                                             | is not JSON (line 1, column 9)
			{"type":"string","type":"string"}                    | is not JSON
			{"type":"objct"}                                     | at '/type'
			{"minimum":"1"}                                      | at '/minimum'
			[1]                                                  | object, boolean
			{"pattern":"("}                                      | at '/pattern'
			{"$ref":"#/$defs/none"}                              | /$defs/none cannot be resolved
			{"$ref":"missing.json"}                              | missing.json
			{"$ref":"http://127.0.0.1:1/x.json"}                 | http://127.0.0.1:1/x.json
			{"$ref":"file:///etc/hostname"}                      | file:///etc/hostname
			{"$ref":"#"}                                         | refers to itself without end
			{"$schema":"https://example.com/own-dialect"}        | own-dialect
			""")
	void stopsAtASchemaThatCannotBeUsed(String schema, String why) throws IOException {
		write("broken", schema);
		assertThatExceptionOfType(InvalidSchema.class).isThrownBy(() -> schemas(this.folder))
			.withMessageContaining(this.folder.resolve("broken.json").toString())
			.withMessageContaining(why)
			.satisfies((ex) -> assertThat(ex.getMessage()).hasLineCount(1));
	}

	@Test
	void stopsAtTwoSchemasOfOneId() throws IOException {
		write("a", "{\"$id\": \"https://example.com/same\"}");
		write("b", "{\"$id\": \"https://example.com/same\"}");
		assertThatExceptionOfType(InvalidSchema.class).isThrownBy(() -> schemas(this.folder))
			.withMessageContaining("https://example.com/same");
	}

	@Test
	void stopsWithoutTheFolderThatIsConfigured() {
		assertThatExceptionOfType(InvalidSchema.class).isThrownBy(() -> schemas(this.folder.resolve("none")))
			.withMessageContaining("ackline.producer.schemas");
	}

	private void write(String type, String schema) throws IOException {
		Files.writeString(this.folder.resolve(type + ".json"), schema);
	}

	private List<Place> violations(String type, String data) {
		return violations(json(type, data));
	}

	private List<Place> violations(Event event) {
		return schemas(null).violations(this.topic, event);
	}

	private static EventSchemas schemas(@Nullable Path folder) {
		return new EventSchemas(new SchemaProperties(folder), JsonLimits.DEFAULT);
	}

	private static Event json(String type, String data) {
		return event(type, "application/json", EventData.ofUtf8(data));
	}

	private static Event event(String type, @Nullable String contentType, @Nullable EventData data) {
		return Event.builder("1", "/s", type, OffsetDateTime.parse("2026-01-31T12:00:00Z"))
			.dataContentType(contentType)
			.data(data)
			.build();
	}

	private static Topic topic(CleanupPolicy cleanupPolicy) {
		return new Topic("payments", new TopicProperties(6, 3, 2, Acks.ALL, false, Duration.ofDays(7), null,
				cleanupPolicy, DataSize.ofMegabytes(1), List.of("payment.*"), null, UnknownTypes.ACCEPT, false));
	}

}
