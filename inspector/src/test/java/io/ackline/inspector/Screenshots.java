package io.ackline.inspector;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Takes pictures of every view of the inspector of {@code ./ackline up}: while a broker
 * is killed and comes back, as they are in the README, or narrow and dark, too, for
 * whoever changes the page.
 */
final class Screenshots {

	private static final Duration SETTLE = Duration.ofMillis(2500);

	private static final Map<String, String> VIEWS = new TreeMap<>(Map.of("cluster", "cluster", "topics", "topics",
			"topic", "topics/payments", "messages", "messages?topic=payments", "groups", "groups", "dead-letters",
			"dead", "publish", "publish", "faults", "faults"));

	private final Browser browser;

	private final Path folder;

	private Screenshots(Browser browser, Path folder) {
		this.browser = browser;
		this.folder = folder;
	}

	/**
	 * Takes them.
	 * @param arguments the folder, and {@code all} for all widths and colours
	 */
	public static void main(String[] arguments) throws IOException, InterruptedException {
		try (Browser browser = new Browser(URI.create("http://localhost:8989"))) {
			Screenshots screenshots = new Screenshots(browser, Path.of(arguments[0]));
			if (List.of(arguments).contains("all")) {
				screenshots.takeAll();
			}
			else {
				screenshots.takeWhileABrokerIsKilled();
			}
			browser.errors().forEach(System.err::println);
		}
	}

	private void takeWhileABrokerIsKilled() throws IOException, InterruptedException {
		open("faults", 1280);
		publishWhatDies();
		this.browser.click("button[data-key=go]");
		TimeUnit.SECONDS.sleep(40);
		this.browser.click("button[aria-label='kill broker-2']");
		this.browser.await(".chronicle", "lost broker 2 from the ISR");
		TimeUnit.SECONDS.sleep(8);
		take("topic", 1280, "");
		take("cluster", 1280, "");
		open("faults", 1280);
		this.browser.click("button[aria-label='start broker-2']");
		this.browser.await(".chronicle", "broker 2 in sync again", Duration.ofMinutes(1));
		TimeUnit.SECONDS.sleep(8);
		for (String view : List.of("faults", "topics", "messages", "groups", "dead-letters", "publish")) {
			take(view, 1280, "");
		}
		open("faults", 1280);
		this.browser.click("button[data-key=stop]");
	}

	/**
	 * Publishes payments that the ledger refuses, so that there are dead letters to see.
	 */
	private void publishWhatDies() {
		this.browser.runAsync("""
				const done = arguments[arguments.length - 1];
				Promise.all([1, 2, 3].map((n) => fetch('api/publish?topic=payments', { method: 'POST',
				  headers: { 'Content-Type': 'application/json' },
				  body: JSON.stringify({ type: 'payment.captured', key: 'a-' + n,
				    data: { account: 'a-' + n + '\\u0000', amount: 1299, currency: 'EUR' } }) }))).then(() => done());
				""");
	}

	private void takeAll() throws IOException, InterruptedException {
		open("faults", 1280);
		publishWhatDies();
		for (boolean dark : new boolean[] { false, true }) {
			this.browser.dark(dark);
			for (String view : VIEWS.keySet()) {
				take(view, 1280, dark ? "-dark" : "");
				take(view, 390, dark ? "-narrow-dark" : "-narrow");
			}
		}
	}

	private void open(String view, int width) throws InterruptedException {
		this.browser.size(width, 800);
		this.browser.open(VIEWS.get(view));
		this.browser.find("h1");
		TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
	}

	private void take(String view, int width, String variant) throws IOException, InterruptedException {
		open(view, width);
		if (view.equals("messages") && width > 600) {
			this.browser.click(".messages tbody tr td:nth-child(3)");
		}
		if (view.equals("publish")) {
			this.browser.click("form button[type=submit]");
		}
		if (view.equals("groups")) {
			this.browser.choose("form[data-key=move] select[name=topic]", "payments");
			this.browser.click("form[data-key=move] button[type=submit]");
		}
		TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
		this.browser.photograph(this.folder.resolve(view + variant + ".png"), width);
	}

}
