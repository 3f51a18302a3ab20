package io.ackline.consumer.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.ackline.consumer.model.Observed.Effect;
import io.ackline.consumer.model.Observed.Receipt;
import io.ackline.consumer.model.Written.Form;

/**
 * What has to be true of the database at every moment, and what when all is settled.
 */
final class Promises {

	private final Logs logs;

	private final Observed observed;

	private final int crashes;

	private final Consumer<String> findings;

	private final List<Written> records;

	private final Map<String, Written> byPosition;

	Promises(Logs logs, Observed observed, int crashes, Consumer<String> findings) {
		this.logs = logs;
		this.crashes = crashes;
		this.observed = observed;
		this.findings = findings;
		this.records = logs.all().toList();
		this.byPosition = this.records.stream().collect(Collectors.toMap(Written::position, (written) -> written));
	}

	/**
	 * Checks what is true at every moment.
	 */
	Promises hold() {
		this.records.stream()
			.filter((written) -> written.offset() < this.observed.next(written.partition()))
			.forEach(this::accountFor);
		effectsAgreeWithReceipts();
		effectsAreInOrder();
		deadLettersAgreeWithReceipts();
		queuesAgreeWithReceipts();
		return this;
	}

	private void accountFor(Written written) {
		Receipt receipt = this.observed.receipts().get(identity(written));
		Receipt own = (receipt != null && isOf(receipt, written)) ? receipt : conflict(written);
		if (own == null) {
			this.findings.accept("dropped: %s is below the progress and has no receipt".formatted(written));
		}
	}

	/**
	 * Returns whether a receipt is that of the event in a record, be it the first of it
	 * or a repetition.
	 */
	private boolean isOf(Receipt receipt, Written written) {
		Written first = this.byPosition.get(receipt.position());
		return first != null && first.isSameEventAs(written);
	}

	private Receipt conflict(Written written) {
		String source = this.logs.partition(written.partition()).topicId().toString();
		return this.observed.receipts().get(Observed.identity(written.position(), "/kafka/" + source));
	}

	private static String identity(Written written) {
		return Observed.identity(written.id(), written.source());
	}

	private void effectsAgreeWithReceipts() {
		Set<String> seen = new HashSet<>();
		for (Effect effect : this.observed.effects()) {
			Receipt receipt = this.observed.receipts().get(effect.identity());
			if (!seen.add(effect.identity())) {
				this.findings.accept("twice: %s has more than one effect".formatted(effect.identity()));
			}
			if (receipt == null || !receipt.state().equals("processed")
					|| this.byPosition.get(receipt.position()).n() != effect.n()) {
				this.findings.accept("%s has an effect, its receipt says %s".formatted(effect, receipt));
			}
		}
		this.observed.receipts().forEach((identity, receipt) -> {
			if (receipt.state().equals("processed") && !seen.contains(identity)) {
				this.findings.accept("lost: %s is said to be processed and has no effect".formatted(identity));
			}
		});
	}

	private void effectsAreInOrder() {
		Map<String, Written> last = new HashMap<>();
		for (Effect effect : this.observed.effects()) {
			Receipt receipt = this.observed.receipts().get(effect.identity());
			Written written = (receipt != null) ? this.byPosition.get(receipt.position()) : null;
			if (written != null && written.key() != null) {
				String key = written.partition() + " " + written.key();
				Written before = last.get(key);
				if (before == null || before.offset() < written.offset()) {
					last.put(key, written);
				}
				else if (!this.logs.isHealed(written)) {
					this.findings.accept("order: %s took effect before %s".formatted(before, written));
				}
			}
		}
	}

	private void deadLettersAgreeWithReceipts() {
		Set<String> dead = this.observed.receipts()
			.values()
			.stream()
			.filter((receipt) -> receipt.state().equals("dead"))
			.map(Receipt::position)
			.collect(Collectors.toSet());
		if (!this.observed.deadLetters().keySet().containsAll(dead)) {
			this.findings.accept("receipts say that %s are dead, dead letters are %s".formatted(dead,
					this.observed.deadLetters().keySet()));
		}
	}

	private void queuesAgreeWithReceipts() {
		Set<String> retrying = this.observed.receipts()
			.values()
			.stream()
			.filter((receipt) -> receipt.state().equals("retrying"))
			.map(Receipt::position)
			.collect(Collectors.toSet());
		if (!retrying.equals(this.observed.parked())) {
			this.findings.accept("dropped: receipts say that %s are tried again, in the queues are %s"
				.formatted(retrying, this.observed.parked()));
		}
	}

	/**
	 * Checks what is true once the logs are read and before anything is tried again: what
	 * waits is what failed, or is behind it.
	 */
	void waitForTheirOwnKeysOnly() {
		Set<String> failing = this.records.stream()
			.filter((written) -> !written.behaviour().isGood())
			.map(Promises::queue)
			.collect(Collectors.toSet());
		this.observed.parked()
			.stream()
			.map(this.byPosition::get)
			.filter((written) -> !failing.contains(queue(written)))
			.forEach((written) -> this.findings
				.accept("delayed: %s waits, and nothing of its key fails".formatted(written)));
	}

	private static String queue(Written written) {
		return written.partition() + " " + ((written.key() != null) ? "key " + written.key() : written.offset());
	}

	/**
	 * Checks what is true once all is settled.
	 */
	void areKept() {
		for (Written written : this.records) {
			Receipt receipt = this.observed.receipts().get(identity(written));
			if (written.offset() >= this.observed.next(written.partition())) {
				this.findings.accept("pending: %s was never reached".formatted(written));
			}
			else if (receipt != null && receipt.position().equals(written.position())) {
				settled(written, receipt);
			}
			else if (receipt != null && this.byPosition.get(receipt.position()).isSameEventAs(written)) {
				repeated(written, receipt);
			}
			else {
				letter(written, "id-conflict");
			}
		}
	}

	private void settled(Written written, Receipt receipt) {
		String expected = (written.isCurable() ? !this.logs.isHealed(written) : written.isHopeless()) ? "dead"
				: "processed";
		if (!receipt.state().equals(expected) && !wasUnlucky(receipt)) {
			this.findings.accept("%s should be %s, its receipt says %s".formatted(written, expected, receipt));
		}
		if (expected.equals("dead")) {
			letter(written, written.isHopeless()
					? ((written.form() == Form.UNDECODABLE) ? "undecodable" : "unprocessable") : "exhausted");
		}
	}

	/**
	 * Returns whether an event may have died because processes ended while it was
	 * handled, as often as leases of its key may run out, or as its handler may fail.
	 */
	private boolean wasUnlucky(Receipt receipt) {
		return this.crashes >= Instance.MAX_ATTEMPTS / 2 && receipt.state().equals("dead")
				&& (this.crashes >= Instance.MAX_LEASES || receipt.attempts() >= Instance.MAX_ATTEMPTS);
	}

	private void repeated(Written written, Receipt receipt) {
		Written first = this.byPosition.get(receipt.position());
		if (first.partition() == written.partition() && first.offset() > written.offset()) {
			this.findings.accept("order: %s was taken for a repetition of %s".formatted(written, first));
		}
	}

	private void letter(Written written, String reason) {
		String actual = this.observed.deadLetters().get(written.position());
		if (!reason.equals(actual)) {
			this.findings.accept("%s should be a dead letter, %s, and is %s".formatted(written, reason, actual));
		}
	}

}
