package io.ackline.workbench.evidence;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes the evidence on one source's events when the system has come to rest: each event
 * in the log has a settled receipt, and the log has not grown meanwhile.
 */
public final class EvidenceCollector {

	private static final Duration PAUSE = Duration.ofMillis(200);

	private final String topic;

	private final String source;

	private final Function<Duration, Log> log;

	private final ConsumerApi consumer;

	/**
	 * Creates a collector that reads the whole log each time.
	 */
	public EvidenceCollector(String topic, String source, LogReader log, ConsumerApi consumer) {
		this(topic, source, consumer, (limit) -> Log.read(log, topic, source, limit));
	}

	/**
	 * Creates a collector for a log that is long.
	 */
	public EvidenceCollector(String topic, String source, LogTail log, ConsumerApi consumer) {
		this(topic, source, consumer, (limit) -> log.read(source, limit));
	}

	private EvidenceCollector(String topic, String source, ConsumerApi consumer, Function<Duration, Log> log) {
		this.topic = topic;
		this.source = source;
		this.consumer = consumer;
		this.log = log;
	}

	/**
	 * Waits for the system to come to rest and takes the evidence.
	 * @param limit how long to wait for that; what it is then is the evidence
	 * @throws UncheckedIOException if the consumer still gives no answer by then
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	public Evidence collect(List<Try> tries, Collection<String> accounts, Duration limit) throws InterruptedException {
		long end = System.nanoTime() + limit.toNanos();
		Log log = this.log.apply(limit);
		while (true) {
			awaitSettled(log, end);
			List<Receipt> receipts = this.consumer.receipts(this.topic, this.source);
			Map<String, Account> ledger = new HashMap<>();
			accounts.forEach((name) -> ledger.put(name, this.consumer.account(name)));
			Map<Place, String> undecodable = new HashMap<>();
			log.undecodable().forEach((place) -> undecodable.put(place, this.consumer.stateAt(this.topic, place)));
			Log after = this.log.apply(limit);
			if (System.nanoTime() >= end || (after.equals(log) && settled(log, receipts, undecodable))) {
				after.undecodable().forEach((place) -> undecodable.putIfAbsent(place, "unknown"));
				return new Evidence(tries, after.records(), receipts, ledger, undecodable);
			}
			log = after;
			Thread.sleep(PAUSE.toMillis());
		}
	}

	/**
	 * Waits until the last event of each partition is settled, which is cheap to ask for.
	 */
	private void awaitSettled(Log log, long end) throws InterruptedException {
		Map<Integer, Identity> lasts = new HashMap<>();
		log.records().forEach((entry) -> lasts.put(entry.place().partition(), entry.identity()));
		while (!lasts.isEmpty() && System.nanoTime() < end) {
			lasts.values().removeIf(this::hasSettled);
			if (!lasts.isEmpty()) {
				Thread.sleep(PAUSE.toMillis());
			}
		}
	}

	private boolean hasSettled(Identity event) {
		try {
			return this.consumer.hasSettled(this.topic, event);
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

	private static boolean settled(Log log, List<Receipt> receipts, Map<Place, String> undecodable) {
		Set<Identity> settled = receipts.stream()
			.filter(Receipt::settled)
			.map(Receipt::identity)
			.collect(Collectors.toSet());
		return log.records().stream().allMatch((entry) -> settled.contains(entry.identity()))
				&& undecodable.values().stream().allMatch(Receipt.DEAD::equals);
	}

}
