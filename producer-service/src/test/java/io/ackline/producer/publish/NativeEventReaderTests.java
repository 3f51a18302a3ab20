package io.ackline.producer.publish;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.ackline.events.EventData;
import io.ackline.producer.json.JsonLimits;
import io.ackline.producer.web.Problem;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.Written;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class NativeEventReaderTests {

	private final NativeEventReader reader = new NativeEventReader();

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "{ \"a\" : [ 1 , 2.50 , {\"b\":null} ] }", "\"text\"", "\"\"", "\"ü€𝄞\"",
			"\"\\u00fc\\n\\\"\"", "null", "true", "false", "0", "-1", "1.0", "1.50E+10", "12345678901234567890",
			"[\n\t1,\r\n2 ]", "{\"data\":{\"data\":1}}", "\"a string that is longer than eight bytes, ü, and so on\"" })
	void keepsTheDataByteForByte(String data) {
		for (String body : List.of("{\"data\":%s}", "{\"type\":\"a\",\"data\":%s,\"key\":\"ü\"}",
				" {\n \"subject\" : \"ü€𝄞\" , \"data\" :  %s  \n} \n")) {
			EventDraft draft = read(body.formatted(data));
			assertThat(draft.data).isEqualTo(EventData.ofUtf8(data));
		}
	}

	@Test
	void tellsNoDataFromNullData() {
		assertThat(read("{\"type\":\"a\"}").data).isNull();
		assertThat(read("{\"data\":null}").data).isEqualTo(EventData.ofUtf8("null"));
	}

	@Test
	void readsEveryAttribute() {
		EventDraft draft = read("""
				{"specversion": "1.0", "id": "1", "source": "/s", "type": "t", "time": "2026-01-31T12:00:00.5+01:00",
				"subject": "sub", "datacontenttype": "application/json", "dataschema": "urn:x", "key": "k",
				"text": "x", "flag": true, "number": -7, "absent": null}""");
		assertThat(draft.id).isEqualTo("1");
		assertThat(draft.source).isEqualTo("/s");
		assertThat(draft.type).isEqualTo("t");
		assertThat(draft.time).hasToString("2026-01-31T12:00:00.500+01:00");
		assertThat(draft.subject).isEqualTo("sub");
		assertThat(draft.dataContentType).isEqualTo("application/json");
		assertThat(draft.dataSchema).isEqualTo("urn:x");
		assertThat(draft.key).isEqualTo("k");
		assertThat(draft.extensions()).containsOnly(Map.entry("text", "x"), Map.entry("flag", "true"),
				Map.entry("number", "-7"));
	}

	@Test
	void readsBinaryData() {
		assertThat(read("{\"data_base64\":\"AAEC/w==\"}").binaryData)
			.isEqualTo(EventData.of(new byte[] { 0, 1, 2, (byte) 0xFF }));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			``                                      | Line 1, column 1: the body is empty
			`   `                                   | Line 1, column 4: the body is empty
			[{}]                                    | Line 1, column 1: one event is a JSON object, this is an array
			"x"                                     | Line 1, column 1: one event is a JSON object, this is a string
			null                                    | Line 1, column 1: one event is a JSON object, this is null
			{                                       | Line 1, column 2: Unexpected end-of-input
			{"type":"a"                             | Line 1, column 12: Unexpected end-of-input
			{"type":"a"} x                          | Line 1, column 14: Unrecognized token 'x'
			{"type":"a"}{}                          | Line 1, column 13: something follows the event
			{"type":"a",}                           | Line 1, column 13: Unexpected character ('}'
			{"type":"a" "key":"b"}                  | Line 1, column 13: Unexpected character ('"'
			{'type':'a'}                            | Line 1, column 2: Unexpected character ('''
			{"type":"a","type":"b"}                 | Duplicate Object property "type"
			{"data":{"a":1,"b":{"c":1,"c":2}}}      | Duplicate Object property "c"
			{"data":NaN}                            | Non-standard token 'NaN'
			{"data":-Infinity}                      | Non-standard token '-Infinity'
			{"data":[1,2,]}                         | Unexpected character (']'
			{"data":01}                             | Leading zeroes not allowed
			{"data":1.}                             | Line 1, column 11
			{"data":"\\x"}                          | Unrecognized character escape 'x'
			{"data":"\\u12G4"}                      | Line 1, column 14
			/* x */{}                               | Line 1, column 1
			{"data":{"\\udfff":1}}                  | Line 1, column 1
			{"data":tru}                            | Unrecognized token 'tru'
			""")
	void refusesWhatIsNotJson(String body, String expected) {
		Problem problem = refused(body.getBytes(StandardCharsets.UTF_8));
		assertThat(problem.status()).isEqualTo(400);
		assertThat(problem.type()).isEqualTo("urn:ackline:problem:malformed-json");
		assertThat(problem.written()).isEqualTo(Written.NO);
		assertThat(problem.retryable()).isFalse();
		assertThat(problem.detail()).contains(expected).doesNotContain("StreamRead", "JsonRead", "Source", "Feature");
	}

	@Test
	void saysTheLineAndTheColumn() {
		assertThat(refused("{\n  \"type\": \"a\",\n  \"data\": oops\n}".getBytes(StandardCharsets.UTF_8)).detail())
			.startsWith("Line 3, column ");
	}

	@Test
	void refusesControlCharactersInStrings() {
		assertThat(refused("{\"data\":\"a\nb\"}".getBytes(StandardCharsets.UTF_8)).detail()).contains("code 10");
	}

	@Test
	void refusesAByteOrderMark() {
		assertThat(refused("\uFEFF{}".getBytes(StandardCharsets.UTF_8)).detail()).contains("byte order mark");
	}

	@Test
	void refusesOtherEncodings() {
		assertThat(refused("{\"type\":\"a\"}".getBytes(StandardCharsets.UTF_16)).status()).isEqualTo(400);
		assertThat(refused("{\"type\":\"a\"}".getBytes(StandardCharsets.UTF_16LE)).status()).isEqualTo(400);
		assertThat(refused("{\"type\":\"a\"}".getBytes(StandardCharsets.UTF_16BE)).status()).isEqualTo(400);
	}

	@Test
	void refusesInvalidUtf8InsideOfData() {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		body.writeBytes("{\"type\":\"a\",\n\"data\":\"".getBytes(StandardCharsets.UTF_8));
		body.write(0xC3);
		body.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
		assertThat(refused(body.toByteArray()).detail())
			.isEqualTo("Line 2, column 9: the byte 0xC3 is not UTF-8 here: send UTF-8");
	}

	@Test
	void refusesDataThatIsNestedTooDeep() {
		String body = "{\"data\":" + "[".repeat(2000) + "]".repeat(2000) + "}";
		assertThat(refused(body.getBytes(StandardCharsets.UTF_8)).detail()).contains("nesting depth");
	}

	@Test
	void holdsItsLimitsAndNamesTheirSettings() {
		NativeEventReader strict = new NativeEventReader(new EventJson(new JsonLimits(5, 10, 20)));
		String[][] bodies = { { "{\"data\":[[[[1]]]]}", "{\"data\":[[[[[1]]]]]}", "max-depth" },
				{ "{\"data\":1234567890}", "{\"data\":12345678901}", "max-number-length" },
				{ "{\"data\":1.2345678}", "{\"data\":1.23456789012}", "max-number-length" },
				{ "{\"data\":{\"%s\":1}}".formatted("n".repeat(20)), "{\"data\":{\"%s\":1}}".formatted("n".repeat(60)),
						"max-name-length" } };
		for (String[] body : bodies) {
			assertThat(strict.read(body[0].getBytes(StandardCharsets.UTF_8)).data).isNotNull();
			assertThatExceptionOfType(ProblemException.class)
				.isThrownBy(() -> strict.read(body[1].getBytes(StandardCharsets.UTF_8)))
				.satisfies((outcome) -> assertThat(outcome.problem().status()).isEqualTo(400))
				.withMessageStartingWith("Line 1, column ")
				.withMessageContaining("exceeds the maximum allowed")
				.withMessageEndingWith("; see ackline.producer." + body[2]);
		}
	}

	@Test
	void boundsWhatItRepeatsOfTheBody() {
		String name = "n".repeat(2000);
		assertThat(refused("{\"data\":{\"%s\":1,\"%s\":2}}".formatted(name, name).getBytes(StandardCharsets.UTF_8))
			.detail()).hasSizeLessThan(400).contains("Duplicate");
	}

	@Test
	void namesTheEventWhoseBodyBreaksOff() {
		Problem problem = refused("{\"id\":\"1\",\"source\":\"/s\",\"data\":".getBytes(StandardCharsets.UTF_8));
		assertThat(problem.id()).isEqualTo("1");
		assertThat(problem.source()).isEqualTo("/s");
	}

	private EventDraft read(String body) {
		return this.reader.read(body.getBytes(StandardCharsets.UTF_8));
	}

	private Problem refused(byte[] body) {
		ProblemException outcome = catchThrowableOfType(ProblemException.class, () -> this.reader.read(body));
		assertThat(outcome).as("outcome").isNotNull();
		return outcome.problem();
	}

}
