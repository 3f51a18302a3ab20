package io.ackline.inspector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The machine's own Chromium, without a window. Nothing is downloaded.
 */
final class Browser implements AutoCloseable {

	// Long enough for a slow and busy machine: what is there is not waited for.
	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final ChromeDriver driver;

	private final URI page;

	Browser(URI page) {
		this.page = page;
		ChromeOptions options = new ChromeOptions();
		options.setBinary(program("chromium").orElseThrow().toFile());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
				"--hide-scrollbars", "--force-color-profile=srgb", "--lang=en-GB");
		ChromeDriverService service = new ChromeDriverService.Builder()
			.usingDriverExecutable(program("chromedriver").orElseThrow().toFile())
			.withSilent(true)
			.build();
		this.driver = new ChromeDriver(service, options);
		size(1280, 900);
	}

	/**
	 * Returns whether there is a browser here, and what drives it.
	 */
	static boolean isInstalled() {
		return program("chromium").isPresent() && program("chromedriver").isPresent();
	}

	private static Optional<Path> program(String name) {
		return Stream.of("/usr/bin", "/usr/local/bin", "/usr/lib/chromium")
			.map((folder) -> Path.of(folder, name))
			.filter(Files::isExecutable)
			.findFirst();
	}

	void size(int width, int height) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
		this.driver.manage().window().setSize(new Dimension(width, height));
	}

	void dark(boolean dark) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
	}

	/**
	 * Opens a view afresh.
	 * @param view what stands behind the address's {@code #}
	 */
	void open(String view) {
		this.driver.get("about:blank");
		this.driver.get(this.page + "/#/" + view);
	}

	/**
	 * Goes to a view of the page that is open.
	 */
	void go(String view) {
		run("location.hash = arguments[0]", "#/" + view);
	}

	/**
	 * Returns the element once it is there.
	 */
	WebElement find(String selector) {
		return new WebDriverWait(this.driver, PATIENCE, Duration.ofMillis(20)).withMessage(() -> "no " + selector)
			.until((from) -> {
				List<WebElement> found = this.driver.findElements(By.cssSelector(selector));
				return found.isEmpty() ? null : found.get(0);
			});
	}

	void click(String selector) {
		new WebDriverWait(this.driver, PATIENCE, Duration.ofMillis(20)).ignoring(StaleElementReferenceException.class)
			.until((from) -> {
				find(selector).click();
				return true;
			});
	}

	/**
	 * Chooses an option of a selection.
	 */
	void choose(String selector, String value) {
		new Select(find(selector)).selectByValue(value);
	}

	/**
	 * Returns once the element's text contains the given one.
	 */
	void await(String selector, String text) {
		await(selector, text, PATIENCE);
	}

	void await(String selector, String text, Duration patience) {
		new WebDriverWait(this.driver, patience, Duration.ofMillis(15))
			.withMessage(() -> "'%s' in %s, which says: %s".formatted(text, selector, text(selector)))
			.until((from) -> text(selector).contains(text));
	}

	String text(String selector) {
		return String.valueOf(
				run("return [...document.querySelectorAll(arguments[0])].map((e) => e.innerText).join(' ')", selector));
	}

	Object run(String script, Object... arguments) {
		return ((JavascriptExecutor) this.driver).executeScript(script, arguments);
	}

	/**
	 * Returns what the script hands to its last argument, a function.
	 */
	Object runAsync(String script, Object... arguments) {
		return ((JavascriptExecutor) this.driver).executeAsyncScript(script, arguments);
	}

	/**
	 * Returns what axe-core objects to in the page as it is now, a line for each.
	 * @param rules the rules to go by; all if there is none
	 */
	List<?> violations(List<String> rules) {
		if (!Boolean.TRUE.equals(run("return Boolean(window.axe)"))) {
			run(axe());
		}
		return (List<?>) runAsync(
				"""
						const done = arguments[arguments.length - 1];
						axe.run(arguments[0].length ? { runOnly: arguments[0] } : {}).then((result) => done(result.violations.flatMap((v) =>
						    v.nodes.map((n) => v.id + ': ' + n.target + ' ' + (n.failureSummary || '').slice(0, 200)))))
						  .catch((error) => done([String(error)]));
						""",
				rules);
	}

	private static String axe() {
		try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
			return new String(script.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the errors that the page has logged.
	 */
	List<String> errors() {
		return this.driver.manage()
			.logs()
			.get("browser")
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= 1000)
			.map(Object::toString)
			.toList();
	}

	/**
	 * Takes a picture of the whole view, as long as it is.
	 */
	void photograph(Path file, int width) throws IOException {
		Number height = (Number) run("return Math.ceil(document.documentElement.scrollHeight)");
		size(width, Math.min(4000, Math.max(600, height.intValue())));
		Files.createDirectories(file.getParent());
		Files.write(file, this.driver.getScreenshotAs(OutputType.BYTES));
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
