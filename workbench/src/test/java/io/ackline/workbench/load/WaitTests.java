package io.ackline.workbench.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;

import io.ackline.workbench.load.RawProducer.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class WaitTests {

	@Test
	void isTheLongestTimeWithoutAPart() {
		Wait wait = new Wait(1_000);
		assertThat(wait.longest()).isZero();
		wait.heard(1_300);
		wait.heard(1_700);
		wait.heard(1_900);
		assertThat(wait.longest()).isEqualTo(400);
	}

	@Test
	void readsTheWholeBodyMeanwhile() throws Exception {
		String body = "{}\n".repeat(100_000);
		Wait wait = new Wait(System.nanoTime());
		try (RawProducer producer = new RawProducer((number, request) -> new Reply(200, body))) {
			URI address = producer.address();
			assertThat(HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), wait.body()).body())
				.asString()
				.isEqualTo(body);
		}
		assertThat(wait.longest()).isPositive();
	}

}
