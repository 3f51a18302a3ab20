package io.ackline.inspector;

import java.util.List;
import java.util.UUID;

import io.ackline.cluster.LocalCluster;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a person does with the page, in a real browser, to a real cluster.
 */
class ActionsIntegrationTests extends RunningPage {

	@Test
	void showsTheIsrShrinkAndTheLeaderMoveWhenABrokerIsKilledAndBothComeBack(LocalCluster cluster) {
		try {
			this.browser.open("faults?topic=payments");
			this.browser.click("button[data-key=go]");
			this.browser.await(".timeline p", "writes shown");
			this.browser.click("button[aria-label='kill broker-2']");
			this.browser.await(".processes [data-key=broker-2]", "killed");
			this.browser.await(".chronicle", "Broker 2 is gone");
			this.browser.await(".chronicle", "lost broker 2 from the ISR");
			this.browser.go("topics/payments");
			this.browser.await("[data-key=g2]", "out of sync, for");
			assertThat(this.browser.text("[data-key=g2] .cell.leader")).isEmpty();
			assertThat(
					this.browser.text("[data-key=g1] .cell.leader") + this.browser.text("[data-key=g3] .cell.leader"))
				.contains("leads");
			this.browser.go("faults?topic=payments");
			this.browser.click("button[aria-label='start broker-2']");
			this.browser.await(".chronicle", "broker 2 in sync again");
			this.browser.go("topics/payments");
			this.browser.await("[data-key=g2]", "follows, in sync");
			Awaitility.await().atMost(PATIENCE).until(() -> this.browser.text("[data-key=g2] .cell.out").isEmpty());
			this.browser.click(".advice button[data-key=elect]");
			this.browser.await("[data-key=g2] .cell.leader", "leads");
		}
		finally {
			cluster.restore();
		}
	}

	@Test
	void retriesADeadLetter() {
		String id = publishWhatDies();
		this.browser.open("dead?topic=payments");
		this.browser.await(".letters", id);
		String number = String.valueOf(this.browser.run(
				"return [...document.querySelectorAll('.letter')].find((l) => l.innerText.includes(arguments[0])).dataset.key.slice(1)",
				id));
		this.browser.click("button[aria-label='Retry letter " + number + "']");
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(
					() -> assertThat(consumer("/api/v1/dead-letters/" + number)).contains("\"state\":\"retried\""));
		this.browser.await("[data-key=l" + number + "]", "died again");
	}

	@Test
	void retriesAllDeadLettersThatMatchAtARate() {
		List<String> ids = List.of(publishWhatDies(), publishWhatDies());
		this.browser.open("dead?topic=payments&error=account");
		ids.forEach((id) -> this.browser.await(".letters", id));
		assertThat(this.browser.violations(List.of())).isEmpty();
		this.browser.click("button[data-key=retry-many]");
		this.browser.await("[data-key=panel-rounds] .told", "tried again");
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> ids.forEach(
					(id) -> assertThat(consumer("/api/v1/dead-letters?id=" + id)).contains("\"state\":\"retried\"")));
	}

	@Test
	void showsWhatAMoveOfTheGroupWouldDoBeforeItIsDone() {
		String id = UUID.randomUUID().toString();
		system().publish("{\"id\":\"%s\",\"type\":\"github.push\",\"key\":\"k\",\"data\":{}}".formatted(id));
		Awaitility.await().atMost(PATIENCE).until(() -> consumer("/api/v1/receipts/" + id).contains("\"processed\""));
		this.browser.open("groups");
		this.browser.find("form[data-key=move]");
		this.browser.choose("form[data-key=move] select[name=topic]", "webhooks");
		this.browser.click("form[data-key=move] button[type=submit]");
		this.browser.await(".preview", "would be read again");
		assertThat(this.browser.text(".preview")).contains("webhooks-", "and at most 0 to be handled");
		assertThat(this.browser.violations(List.of())).isEmpty();
		this.browser.click(".preview button[data-key=do]");
		this.browser.await("[data-key=panel-move] .told", "within seconds");
	}

	@Test
	void showsAReceiptAsItBecomesAnotherAndThatNoConsumerIsReady(LocalCluster cluster) {
		try {
			cluster.pause("consumer-1");
			this.browser.open("groups");
			this.browser.await(".notice", "No consumer is ready.");
			this.browser.go("cluster");
			this.browser.await("[data-key=panel-services]", "silent");
			String stored = system().publish("{\"type\":\"github.push\",\"key\":\"k\",\"data\":{}}");
			JsonNode place = JsonMapper.shared().readTree(stored);
			this.browser.go("messages?topic=webhooks&at=%d:%d".formatted(place.get("partition").asInt(),
					place.get("offset").asLong()));
			this.browser.await(".detail", "did not answer");
			cluster.resume("consumer-1");
			this.browser.await(".detail .receipt", "processed");
			// The browser notes what the consumer did not answer.
			assertThat(this.browser.errors()).allMatch((error) -> error.contains("/api/receipts"));
		}
		finally {
			cluster.restore();
		}
	}

	@Test
	void watchesAnEventFromItsPostToItsReceipt() {
		this.browser.open("publish?topic=payments&acks=1");
		this.browser.click("form button[type=submit]");
		this.browser.await(".steps", "Processed");
		this.browser.await(".steps", "by the leader alone");
		this.browser.await(".steps", "its effect and its receipt are committed");
	}

	private String publishWhatDies() {
		String id = UUID.randomUUID().toString();
		system().publish("""
				{"id":"%s","type":"payment.captured","key":"a-5",
				 "data":{"account":"a-5\\u0000","amount":1299,"currency":"EUR"}}""".formatted(id));
		return id;
	}

	private String consumer(String path) {
		return system().get(system().consumer().resolve(path));
	}

}
