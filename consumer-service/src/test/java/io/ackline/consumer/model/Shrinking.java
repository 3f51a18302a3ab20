package io.ackline.consumer.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a script that fails shorter and plainer for as long as it goes on failing, by
 * striking out choices, ever fewer at a time, then by making their numbers smaller.
 */
final class Shrinking {

	private final Predicate<Script> fails;

	private final Instant end;

	Shrinking(Predicate<Script> fails, Duration patience) {
		this.fails = fails;
		this.end = Instant.now().plus(patience);
	}

	Script shrink(Script failing) {
		Script shortest = failing;
		int before;
		do {
			before = shortest.length();
			for (int size = Math.max(1, shortest.length() / 2); size > 0; size /= 2) {
				shortest = strikeOut(shortest, size);
			}
		}
		while (shortest.length() < before && inTime());
		return simplify(shortest);
	}

	private Script strikeOut(Script script, int size) {
		Script shortest = script;
		int from = Math.max(0, script.length() - size);
		while (inTime()) {
			Script shorter = shortest.without(from, size);
			if (this.fails.test(shorter)) {
				shortest = shorter;
			}
			if (from == 0) {
				break;
			}
			from = Math.max(0, Math.min(from - size, shortest.length() - size));
		}
		return shortest;
	}

	private Script simplify(Script script) {
		Script simplest = script;
		for (int i = 0; i < script.length(); i++) {
			Choice choice = simplest.choices().get(i);
			for (Choice simpler : List.of(new Choice(choice.what(), 0, choice.how()),
					new Choice(choice.what(), choice.who() % 4, choice.how()),
					new Choice(choice.what(), choice.who(), 0))) {
				Script candidate = simplest.with(i, simpler);
				if (!simpler.equals(simplest.choices().get(i)) && inTime() && this.fails.test(candidate)) {
					simplest = candidate;
					break;
				}
			}
		}
		return simplest;
	}

	private boolean inTime() {
		return Instant.now().isBefore(this.end);
	}

}
