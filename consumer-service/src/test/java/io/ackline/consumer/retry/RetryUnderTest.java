package io.ackline.consumer.retry;

import java.time.Duration;
import java.util.Optional;

import io.ackline.consumer.deadletter.DeadLetters;
import io.ackline.consumer.inbox.InboxUnderTest;
import io.ackline.consumer.parking.Lease;
import io.ackline.consumer.parking.ParkedEvents;
import io.ackline.consumer.parking.ParkedKeys;
import io.ackline.consumer.parking.ParkedReceipts;
import io.ackline.consumer.parking.Parking;
import io.ackline.consumer.parking.RetryProperties;
import io.ackline.consumer.topic.ConsumedTopics;
import io.ackline.consumer.topic.TopicsProperties;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

/**
 * What tries the parked events of an inbox again: as many instances of it as a test needs
 * are on the inbox's database.
 */
public final class RetryUnderTest {

	private final RetryProperties properties;

	private final ParkedKeys keys;

	private final Parking parking;

	private final KeyRetries retries;

	public RetryUnderTest(InboxUnderTest inbox, RetryProperties properties) {
		this.properties = properties;
		this.keys = new ParkedKeys(inbox.jdbc());
		ParkedEvents events = new ParkedEvents(inbox.jdbc());
		ParkedReceipts receipts = new ParkedReceipts(inbox.jdbc());
		this.parking = new Parking(inbox.partitionProgress(), this.keys, events, receipts);
		MockEnvironment environment = new MockEnvironment().withProperty("ackline.topics.orders.default-type",
				"record");
		ConsumedTopics topics = new ConsumedTopics(
				Binder.get(environment).bindOrCreate("ackline", TopicsProperties.class), properties, environment);
		this.retries = new KeyRetries(
				new RetryTransaction(inbox.transaction(), this.keys, events, receipts, inbox.handlers(),
						inbox.properties(), properties),
				new RetryOutcomes(inbox.transaction(), this.keys, events, receipts, this.parking,
						new DeadLetters(inbox.jdbc()), properties),
				this.keys, events, topics, properties,
				new RetryMetrics(new SimpleMeterRegistry(), inbox.parkedCounts(), topics));
	}

	public Parking parking() {
		return this.parking;
	}

	public ParkedKeys keys() {
		return this.keys;
	}

	public Optional<Lease> claim() {
		return this.keys.claim(this.properties.lease());
	}

	public Optional<Lease> claim(Duration lease) {
		return this.keys.claim(lease);
	}

	public void handle(Lease lease) {
		this.retries.handle(lease, () -> true);
	}

	public void stop(Lease lease) {
		this.retries.handle(lease, () -> false);
	}

	/**
	 * Tries what is due, once.
	 * @return whether anything was
	 */
	public boolean tryNext() {
		Optional<Lease> lease = claim();
		lease.ifPresent(this::handle);
		return lease.isPresent();
	}

}
