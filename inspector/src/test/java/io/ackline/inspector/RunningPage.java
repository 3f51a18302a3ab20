package io.ackline.inspector;

import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of an inspector of the whole system, in a real browser that logs no error.
 */
@EnabledIf(value = "io.ackline.inspector.Browser#isInstalled", disabledReason = "There is no Chromium with its driver")
@TestInstance(Lifecycle.PER_CLASS)
abstract class RunningPage extends RunningInspector {

	/**
	 * How long something may take on a slow and busy machine.
	 */
	static final Duration PATIENCE = Duration.ofMinutes(1);

	Browser browser;

	@BeforeAll
	void openTheBrowser() {
		system();
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

}
