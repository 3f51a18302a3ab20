package io.ackline.inspector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import io.ackline.cluster.LocalCluster;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.TimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a person sees on the page, in a real browser, of a real cluster.
 */
class PageIntegrationTests extends RunningPage {

	private static final List<String> VIEWS = List.of("cluster", "topics", "topics/payments?partition=1",
			"messages?topic=webhooks&partition=&from=start", "groups", "dead", "publish", "faults");

	@Test
	void showsAnEventThatSomebodyElsePublishesWithinASecond() {
		this.browser.open("messages?topic=webhooks&from=follow");
		this.browser.await(".tally", "following");
		Awaitility.await().atMost(PATIENCE).ignoreException(TimeoutException.class).until(() -> {
			String note = UUID.randomUUID().toString();
			system().publish("{\"type\":\"github.push\",\"key\":\"k\",\"data\":{\"note\":\"%s\"}}".formatted(note));
			this.browser.await(".messages", note, Duration.ofSeconds(1));
			return true;
		});
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
	void staysQuickWithAThousandPartitions(LocalCluster cluster) throws Exception {
		int patient = (int) PATIENCE.multipliedBy(3).toMillis();
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers(), "request.timeout.ms",
				patient, "default.api.timeout.ms", patient))) {
			admin.createTopics(List.of(new NewTopic("wide", 1000, (short) 1))).all().get();
			// Not every broker knows at once of a new topic.
			Awaitility.await()
				.atMost(PATIENCE)
				.during(Duration.ofMillis(500))
				.ignoreExceptions()
				.until(() -> system().get(page().resolve("/api/topics/wide")).contains("\"wide\""));
			this.browser.open("topics/wide");
			this.browser.await(".stats", "1,000 of 1,000");
			this.browser.await(".pager", "0 to 99 of 1,000");
			awaitSmoothness();
			this.browser.click(".pager button:last-child");
			this.browser.await(".pager", "100 to 199");
			this.browser.open("topics/wide?sort=out");
			this.browser.await("[aria-sort=descending]", "Out of sync");
			this.browser.go("messages?topic=wide");
			this.browser.await(".list", "There is no such record.");
			awaitSmoothness();
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
				show(view);
				this.browser.violations(dark ? List.of("color-contrast") : List.of())
					.forEach((violation) -> violations.add(view + (dark ? ", dark: " : ": ") + violation));
			}
		}
		this.browser.dark(false);
		assertThat(violations).isEmpty();
	}

	@Test
	void saysWhatEachConceptIs() {
		Map<String, String> said = new HashMap<>();
		this.browser.open("cluster");
		for (String view : VIEWS) {
			show(view);
			((List<?>) this.browser
				.run("""
						return [...document.querySelectorAll('main dfn')].map((term) => [term.innerText, term.closest('p').innerText]);
						"""))
				.forEach((pair) -> said.put(((String) ((List<?>) pair).get(0)).toLowerCase(Locale.ROOT),
						(String) ((List<?>) pair).get(1)));
		}
		assertThat(said).containsKeys("producer", "consumer", "consumer group", "broker", "topic", "partition",
				"replication factor", "in-sync replicas", "acks", "zookeeper", "controller", "skew");
		said.forEach((term, text) -> assertThat(text).as(term).containsIgnoringCase(term).contains(" ").endsWith("."));
	}

	private void show(String view) {
		this.browser.go(view);
		this.browser.find("#nav a[aria-current][href='#/%s']".formatted(view.replaceFirst("[/?].*", "")));
		this.browser.find("main .panel, main table, main .empty, main .letters");
	}

	/**
	 * Returns when the page draws without long gaps: one that is slow itself never does,
	 * while a busy machine is not always.
	 */
	private void awaitSmoothness() {
		Awaitility.await().atMost(PATIENCE).until(this::longestGapBetweenFrames, (millis) -> millis < 1000);
	}

	private long longestGapBetweenFrames() {
		return ((Number) this.browser.runAsync("""
				const done = arguments[arguments.length - 1];
				let last = performance.now(), most = 0, until = last + 1500;
				const frame = (now) => { most = Math.max(most, now - last); last = now;
				  if (now < until) requestAnimationFrame(frame); else done(Math.round(most)); };
				requestAnimationFrame(frame);
				""")).longValue();
	}

}
