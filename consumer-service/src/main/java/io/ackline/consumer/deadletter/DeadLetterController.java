package io.ackline.consumer.deadletter;

import java.util.List;
import java.util.Set;

import io.ackline.consumer.web.InvalidParameter;
import io.ackline.consumer.web.ProblemException;
import io.ackline.consumer.web.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows dead letters, and takes what is decided on them.
 */
@RestController
@RequestMapping("/api/v1/dead-letters")
class DeadLetterController {

	private static final int MAX_REASON = 1000;

	private static final int MAX_SCHEDULED = 100_000;

	private static final double DEFAULT_RATE = 10;

	private static final double MAX_RATE = 1000;

	private static final double MIN_RATE = 0.001;

	private final DeadLetterSearch letters;

	private final DeadLetterOperations operations;

	private final DeadLetterDecisions decisions;

	DeadLetterController(DeadLetterSearch letters, DeadLetterOperations operations, DeadLetterDecisions decisions) {
		this.letters = letters;
		this.operations = operations;
		this.decisions = decisions;
	}

	@GetMapping
	Page list(@RequestParam MultiValueMap<String, String> parameters) {
		DeadLetterQuery query = DeadLetterQuery.of(parameters, "state", "limit", "cursor");
		int limit = (int) DeadLetterQuery.number(parameters, "limit", 1, DeadLetterQuery.MAX_LISTED, 100);
		long after = DeadLetterQuery.number(parameters, "cursor", 0, Long.MAX_VALUE, 0);
		List<DeadLetterView> found = this.letters.find(query, after, limit + 1);
		boolean more = found.size() > limit;
		List<DeadLetterView> page = more ? found.subList(0, limit) : found;
		return new Page(page, more ? String.valueOf(page.get(limit - 1).number()) : null);
	}

	@GetMapping("/{number}")
	DeadLetterView one(@PathVariable String number, @RequestParam MultiValueMap<String, String> parameters) {
		InvalidParameter.requireKnown(parameters, Set.of());
		return show(number(number));
	}

	@PostMapping("/{number}/retry")
	DeadLetterView retry(@PathVariable String number, @RequestParam MultiValueMap<String, String> parameters,
			HttpServletRequest request) {
		InvalidParameter.requireKnown(parameters, Set.of());
		long wanted = number(number);
		if (!this.operations.retry(wanted, caller(request))) {
			throw decided(show(wanted));
		}
		return show(wanted);
	}

	@PostMapping("/{number}/discard")
	DeadLetterView discard(@PathVariable String number, @RequestBody Discard body,
			@RequestParam MultiValueMap<String, String> parameters, HttpServletRequest request) {
		InvalidParameter.requireKnown(parameters, Set.of());
		long wanted = number(number);
		if (!this.operations.discard(wanted, body.checkedReason(), caller(request))) {
			throw decided(show(wanted));
		}
		return show(wanted);
	}

	/**
	 * Schedules retries. They are rows of the database, which every instance goes by:
	 * what was scheduled is retried whichever of them is stopped.
	 */
	@PostMapping("/retry")
	@ResponseStatus(HttpStatus.ACCEPTED)
	DeadLetterDecisions.Schedule retry(@RequestParam MultiValueMap<String, String> parameters,
			HttpServletRequest request) {
		DeadLetterQuery query = DeadLetterQuery.of(parameters, "limit", "rate");
		int limit = (int) DeadLetterQuery.number(parameters, "limit", 1, MAX_SCHEDULED, MAX_SCHEDULED);
		return this.decisions.schedule(query, limit, rate(parameters.getFirst("rate")), caller(request));
	}

	@DeleteMapping("/retry")
	Unscheduled unschedule(@RequestParam MultiValueMap<String, String> parameters) {
		return new Unscheduled(this.decisions.unschedule(DeadLetterQuery.of(parameters)));
	}

	private static long number(String text) {
		return DeadLetterQuery.number("number", text, 1, Long.MAX_VALUE);
	}

	private static double rate(@Nullable String text) {
		if (text == null) {
			return DEFAULT_RATE;
		}
		try {
			double rate = Double.parseDouble(text);
			if (rate >= MIN_RATE && rate <= MAX_RATE) {
				return rate;
			}
		}
		catch (NumberFormatException ex) {
			// told below
		}
		throw new InvalidParameter("rate", text, "events in a second, from %s to %.0f".formatted(MIN_RATE, MAX_RATE));
	}

	private DeadLetterView show(long number) {
		return this.letters.find(number).orElseThrow(() -> DeadLetterOperations.unknown(number));
	}

	private static String caller(HttpServletRequest request) {
		String user = request.getRemoteUser();
		return (user != null) ? user : request.getRemoteAddr();
	}

	private static ProblemException decided(DeadLetterView letter) {
		DeadLetterView.Decision decision = letter.decision();
		if (decision == null) {
			return ProblemType.CONFLICT
				.exception("The event of dead letter %d is not dead: see its receipt, id '%s' of source '%s'."
					.formatted(letter.number(), letter.receipt().id(), letter.receipt().source()));
		}
		String further = letter.state().equals("retried")
				? " If its event died again, that is another dead letter: ask with ?id=" + letter.receipt().id() + "."
				: "";
		return ProblemType.CONFLICT.exception("Dead letter %d was %s by %s at %s.%s".formatted(letter.number(),
				letter.state(), decision.by(), decision.at(), further));
	}

	/**
	 * Some of the letters that were asked for.
	 *
	 * @param next the cursor of the next page, {@code null} after the last
	 */
	record Page(List<DeadLetterView> deadLetters, @Nullable String next) {
	}

	/**
	 * Why an event is discarded.
	 */
	record Discard(@Nullable String reason) {

		String checkedReason() {
			if (this.reason == null || this.reason.isBlank() || this.reason.length() > MAX_REASON
					|| this.reason.indexOf('\0') >= 0) {
				throw ProblemType.BAD_REQUEST.exception(
						"The body must say why, in 1 to %d characters: {\"reason\": \"…\"}.".formatted(MAX_REASON));
			}
			return this.reason;
		}

	}

	/**
	 * How many retries were taken off the schedule.
	 */
	record Unscheduled(int unscheduled) {
	}

}
