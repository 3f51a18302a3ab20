package io.ackline.consumer.database;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StoredHeadersTests {

	@Test
	void keepsNamesValuesOrderAndRepetitions() {
		RecordHeaders headers = new RecordHeaders();
		headers.add("b", "1".getBytes(StandardCharsets.UTF_8));
		headers.add("ä€", new byte[] { 0, (byte) 0xff });
		headers.add("b", null);
		headers.add("", new byte[0]);
		assertThat(StoredHeaders.fromBytes(StoredHeaders.toBytes(headers))).isEqualTo(headers);
	}

	@Test
	void keepsThatThereAreNone() {
		assertThat(StoredHeaders.fromBytes(StoredHeaders.toBytes(new RecordHeaders()))).isEmpty();
	}

}
