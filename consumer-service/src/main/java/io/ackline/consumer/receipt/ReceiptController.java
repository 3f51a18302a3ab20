package io.ackline.consumer.receipt;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.ackline.consumer.web.InvalidParameter;
import io.ackline.consumer.web.ProblemType;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells what became of events.
 */
@RestController
@RequestMapping("/api/v1/receipts")
class ReceiptController {

	private static final Duration MAX_WAIT = Duration.ofSeconds(30);

	private final Receipts receipts;

	private final ReceiptWaits waits;

	ReceiptController(Receipts receipts, ReceiptWaits waits) {
		this.receipts = receipts;
		this.waits = waits;
	}

	@GetMapping
	ReceiptPage list(@RequestParam MultiValueMap<String, String> parameters) {
		return this.receipts.find(ReceiptQuery.of(parameters));
	}

	/**
	 * Tells the receipt of the only event of an id, which is all the rest of the path.
	 */
	@GetMapping("/{*id}")
	CompletableFuture<Receipt> one(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
		InvalidParameter.requireKnown(parameters, Set.of("wait"));
		String wanted = id.substring(1);
		return this.waits.await(wanted, wait(parameters.getFirst("wait"))).thenApply((found) -> only(wanted, found));
	}

	private static Duration wait(@Nullable String text) {
		if (text == null) {
			return Duration.ZERO;
		}
		try {
			Duration wait = DurationStyle.detectAndParse(text);
			if (!wait.isNegative() && wait.compareTo(MAX_WAIT) <= 0) {
				return wait;
			}
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			// told below
		}
		throw new InvalidParameter("wait", text, "a time up to 30 s, such as 5s or 500ms");
	}

	private static Receipt only(String id, List<Receipt> found) {
		if (found.isEmpty()) {
			throw ProblemType.NOT_FOUND.exception(
					"No event with the id '%s' was seen yet. Ask with ?wait=5s if it was just written.".formatted(id));
		}
		if (found.size() > 1) {
			throw ProblemType.CONFLICT.exception(
					"Several events have the id '%s'. Ask /api/v1/receipts?id=…&source=…&topic=… for one of them, or without source and topic for all."
						.formatted(id));
		}
		return found.get(0);
	}

}
