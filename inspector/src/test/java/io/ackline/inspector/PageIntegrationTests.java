package io.ackline.inspector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.ackline.cluster.LocalCluster;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.TimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a person does with the page, in a real browser, on a real cluster.
 */
@EnabledIf(value = "io.ackline.inspector.Browser#isInstalled", disabledReason = "There is no Chromium with its driver")
@TestInstance(Lifecycle.PER_CLASS)
class PageIntegrationTests extends RunningInspector {

	private static final List<String> VIEWS = List.of("cluster", "topics", "topics/payments?partition=1",
			"messages?topic=webhooks&partition=&from=start", "groups", "dead", "publish", "faults");

	private Browser browser;

	@BeforeAll
	void openTheBrowser() {
		this.browser = new Browser(page());
	}

	@AfterEach
	void findNoErrors() {
		assertThat(this.browser.errors()).isEmpty();
	}

	@AfterAll
	void closeTheBrowser() {
		if (this.browser != null) {
			this.browser.close();
		}
	}

	@Test
	void showsAnEventThatSomebodyElsePublishesWithinASecond() {
		this.browser.open("messages?topic=webhooks&from=follow");
		this.browser.await(".tally", "following");
		Awaitility.await().ignoreException(TimeoutException.class).until(() -> {
			String note = UUID.randomUUID().toString();
			system().publish("{\"type\":\"github.push\",\"key\":\"k\",\"data\":{\"note\":\"%s\"}}".formatted(note));
			this.browser.await(".messages", note, Duration.ofSeconds(1));
			return true;
		});
	}

	@Test
	void showsTheIsrShrinkAndTheLeaderMoveWhenABrokerIsKilledAndComeBack(LocalCluster cluster) {
		try {
			this.browser.open("faults?topic=payments");
			this.browser.click("button[data-key=go]");
			this.browser.await(".timeline p", "writes shown");
			this.browser.click("button[aria-label='kill broker-2']");
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
			this.browser.await(".chronicle", "broker 2 in sync again", Duration.ofSeconds(60));
			this.browser.go("topics/payments");
			this.browser.await("[data-key=g2]", "follows, in sync");
			Awaitility.await().until(() -> this.browser.text("[data-key=g2] .cell.out").isEmpty());
		}
		finally {
			cluster.restore();
		}
	}

	@Test
	void retriesADeadLetter() {
		String id = UUID.randomUUID().toString();
		system().publish("""
				{"id":"%s","type":"payment.captured","key":"a-5",
				 "data":{"account":"a-5\\u0000","amount":1299,"currency":"EUR"}}""".formatted(id));
		this.browser.open("dead?topic=payments");
		this.browser.await(".letters", id);
		String number = String.valueOf(this.browser.run(
				"return [...document.querySelectorAll('.letter')].find((l) => l.innerText.includes(arguments[0])).dataset.key.slice(1)",
				id));
		this.browser.click("button[aria-label='Retry letter " + number + "']");
		Awaitility.await()
			.untilAsserted(() -> assertThat(system().get(system().consumer().resolve("/api/v1/dead-letters/" + number)))
				.contains("\"state\":\"retried\""));
	}

	@Test
	void showsMarkupAsText() {
		String markup = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>";
		system().publish("""
				{"type":"github.push","key":"%s","subject":"%s","data":{"note":"%s"}}""".formatted(markup, markup,
				markup));
		this.browser.open("messages?topic=webhooks");
		this.browser.await(".messages", markup);
		this.browser.run(
				"[...document.querySelectorAll('.messages tbody tr')].find((r) => r.innerText.includes(arguments[0])).querySelector('a').click()",
				markup);
		this.browser.await(".detail pre", markup);
		this.browser.await(".detail .receipt", "processed");
		assertThat(this.browser.run("return window.hacked ?? null")).isNull();
		assertThat(this.browser.run("return document.querySelectorAll('main script, main img').length")).isEqualTo(0L);
	}

	@Test
	void watchesAnEventFromItsPostToItsReceipt() {
		this.browser.open("publish?topic=payments&acks=1");
		this.browser.click("form button[type=submit]");
		this.browser.await(".steps", "Processed");
		this.browser.await(".steps", "by the leader alone");
		this.browser.await(".steps", "its effect and its receipt are committed");
	}

	@Test
	void staysQuickWithAThousandPartitions(LocalCluster cluster) throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
			admin.createTopics(List.of(new NewTopic("wide", 1000, (short) 1))).all().get();
			// Not every broker knows at once of a new topic.
			Awaitility.await()
				.during(Duration.ofMillis(500))
				.ignoreExceptions()
				.until(() -> system().get(page().resolve("/api/topics/wide")).contains("\"wide\""));
			this.browser.open("topics/wide");
			this.browser.await(".stats", "1,000 of 1,000");
			this.browser.await(".pager", "0 to 99 of 1,000");
			Number gap = (Number) this.browser.runAsync("""
					const done = arguments[arguments.length - 1];
					let last = performance.now(), most = 0, until = last + 1500;
					const frame = (now) => { most = Math.max(most, now - last); last = now;
					  if (now < until) requestAnimationFrame(frame); else done(Math.round(most)); };
					requestAnimationFrame(frame);
					""");
			assertThat(gap.longValue()).isLessThan(1000);
			this.browser.click(".pager button:last-child");
			this.browser.await(".pager", "100 to 199", Duration.ofSeconds(2));
			this.browser.open("cluster");
			admin.deleteTopics(List.of("wide")).all().get();
		}
	}

	@Test
	void hasNoViolationOfAccessibilityOnAnyView() {
		List<String> violations = new ArrayList<>();
		for (boolean dark : new boolean[] { false, true }) {
			this.browser.dark(dark);
			this.browser.open("cluster");
			for (String view : VIEWS) {
				this.browser.go(view);
				this.browser.find("#nav a[aria-current][href='#/%s']".formatted(view.replaceFirst("[/?].*", "")));
				this.browser.find("main .panel, main table, main .empty, main .letters");
				this.browser.violations(dark ? List.of("color-contrast") : List.of())
					.forEach((violation) -> violations.add(view + (dark ? ", dark: " : ": ") + violation));
			}
		}
		this.browser.dark(false);
		assertThat(violations).isEmpty();
	}

}
