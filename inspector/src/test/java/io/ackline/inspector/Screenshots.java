package io.ackline.inspector;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Takes pictures of every view of an inspector that runs, for the README and for whoever
 * changes the page: wide and narrow, light and dark.
 */
final class Screenshots {

	private static final Duration SETTLE = Duration.ofMillis(1800);

	private Screenshots() {
	}

	/**
	 * Takes them.
	 * @param arguments the folder, and perhaps the page's address
	 */
	public static void main(String[] arguments) throws IOException, InterruptedException {
		Path folder = Path.of(arguments[0]);
		URI page = URI.create((arguments.length > 1) ? arguments[1] : "http://localhost:8989");
		Map<String, String> views = new LinkedHashMap<>();
		views.put("cluster", "cluster");
		views.put("topics", "topics");
		views.put("topic", "topics/payments");
		views.put("messages", "messages?topic=payments");
		views.put("groups", "groups");
		views.put("dead-letters", "dead");
		views.put("publish", "publish");
		views.put("faults", "faults");
		try (Browser browser = new Browser(page)) {
			for (boolean dark : new boolean[] { false, true }) {
				browser.dark(dark);
				for (int width : new int[] { 1280, 390 }) {
					for (Map.Entry<String, String> view : views.entrySet()) {
						browser.size(width, 800);
						browser.open(view.getValue());
						browser.find("h1");
						TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
						if (view.getKey().equals("messages") && width > 600) {
							browser.click(".messages tbody tr td:nth-child(3)");
						}
						if (view.getKey().equals("publish")) {
							browser.click("form button[type=submit]");
						}
						TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
						String name = view.getKey() + ((width < 600) ? "-narrow" : "") + (dark ? "-dark" : "");
						browser.photograph(folder.resolve(name + ".png"), width);
					}
				}
			}
			browser.errors().forEach((error) -> System.err.println(error));
		}
	}

}
