package io.ackline.workbench.verdict;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.ackline.workbench.evidence.Evidence;
import io.ackline.workbench.evidence.Identity;
import io.ackline.workbench.evidence.LogRecord;
import io.ackline.workbench.evidence.Receipt;
import io.ackline.workbench.evidence.Try;

/**
 * Holds the receipts against the log: each event in the log was processed once, from its
 * first record, and nothing else was. What no handler can accept is dead, and so is what
 * is no event.
 */
final class ReceiptCheck implements Check {

	@Override
	public void check(Evidence evidence, LogIndex log, Expectations due, Consumer<Finding> found) {
		Map<Identity, List<Receipt>> receipts = evidence.receipts()
			.stream()
			.collect(Collectors.groupingBy(Receipt::identity, LinkedHashMap::new, Collectors.toList()));
		log.firsts()
			.forEach((first) -> checkSettled(first, log, receipts.getOrDefault(first.identity(), List.of()),
					due.doomed().contains(first.identity()) ? Receipt.DEAD : Receipt.PROCESSED, found));
		Set<Identity> sent = evidence.tries()
			.stream()
			.map(Try::identity)
			.collect(Collectors.toCollection(HashSet::new));
		receipts.keySet()
			.stream()
			.filter((identity) -> log.of(identity).isEmpty())
			.filter((identity) -> !receipts.getOrDefault(identity, List.of()).stream().allMatch(log::hasLost))
			.forEach((identity) -> found.accept(unfounded(identity, sent.contains(identity))));
		evidence.undecodable().forEach((place, state) -> {
			if (!state.equals(Receipt.DEAD)) {
				found.accept(new Finding(Promise.KEPT, Breach.LOST, "the record at " + place,
						"it is no event, which makes it a dead letter; the consumer says '%s'".formatted(state)));
			}
		});
	}

	private void checkSettled(LogRecord first, LogIndex log, List<Receipt> receipts, String due,
			Consumer<Finding> found) {
		String subject = first.identity().toString();
		if (receipts.isEmpty()) {
			found.accept(new Finding(Promise.KEPT, Breach.LOST, subject,
					"it stands in the log at %s and has no receipt".formatted(first.place())));
		}
		for (Receipt receipt : receipts) {
			if (!receipt.state().equals(due)) {
				found.accept(new Finding(Promise.KEPT, Breach.LOST, subject,
						"it stands in the log at %s and its receipt says '%s', not '%s'".formatted(first.place(),
								receipt.state(), due)));
			}
			if (!receipt.place().equals(first.place()) && !log.hasLost(receipt)) {
				found.accept(new Finding(Promise.ONCE, Breach.OUT_OF_ORDER, subject,
						"its receipt is for the record at %s; its first record is at %s".formatted(receipt.place(),
								first.place())));
			}
		}
		if (receipts.size() > 1) {
			found.accept(new Finding(Promise.ONCE, Breach.DOUBLED, subject,
					"it has %d receipts, for the records at %s".formatted(receipts.size(),
							receipts.stream()
								.map((receipt) -> receipt.place().toString())
								.collect(Collectors.joining(" and ")))));
		}
	}

	private static Finding unfounded(Identity identity, boolean sent) {
		return sent
				? new Finding(Promise.STORED, Breach.LOST, identity.toString(),
						"it has a receipt and no record in the log any more")
				: new Finding(Promise.ONCE, Breach.NEVER_SENT, identity.toString(),
						"it has a receipt; no client sent it and the log has no record of it");
	}

}
