package io.ackline.workbench.evidence;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Takes the evidence on one source's events when the system has come to rest: each event
 * in the log has a settled receipt, and the log has not grown meanwhile.
 */
public final class EvidenceCollector {

	private static final Duration PAUSE = Duration.ofMillis(500);

	private final String topic;

	private final String source;

	private final LogReader logReader;

	private final ConsumerApi consumer;

	public EvidenceCollector(String topic, String source, LogReader logReader, ConsumerApi consumer) {
		this.topic = topic;
		this.source = source;
		this.logReader = logReader;
		this.consumer = consumer;
	}

	/**
	 * Waits for the system to come to rest and takes the evidence.
	 * @param limit how long to wait for that; what it is then is the evidence
	 * @throws UncheckedIOException if the consumer still gives no answer by then
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	public Evidence collect(List<Try> tries, Collection<String> accounts, Duration limit) throws InterruptedException {
		long end = System.nanoTime() + limit.toNanos();
		while (true) {
			boolean last = System.nanoTime() >= end;
			Evidence evidence = tryToCollect(tries, accounts, last, limit);
			if (evidence != null) {
				return evidence;
			}
			Thread.sleep(PAUSE.toMillis());
		}
	}

	private @Nullable Evidence tryToCollect(List<Try> tries, Collection<String> accounts, boolean last,
			Duration limit) {
		List<LogRecord> log = this.logReader.read(this.topic, this.source, limit);
		try {
			List<Receipt> receipts = this.consumer.receipts(this.topic, this.source);
			if (!last && !settled(log, receipts)) {
				return null;
			}
			Map<String, Account> ledger = new HashMap<>();
			accounts.forEach((name) -> ledger.put(name, this.consumer.account(name)));
			List<LogRecord> after = this.logReader.read(this.topic, this.source, limit);
			return (last || after.equals(log)) ? new Evidence(tries, after, receipts, ledger) : null;
		}
		catch (UncheckedIOException ex) {
			if (last) {
				throw ex;
			}
			return null;
		}
	}

	private static boolean settled(List<LogRecord> log, List<Receipt> receipts) {
		Set<Identity> settled = receipts.stream()
			.filter(Receipt::settled)
			.map(Receipt::identity)
			.collect(Collectors.toSet());
		return log.stream().allMatch((entry) -> settled.contains(entry.identity()));
	}

}
