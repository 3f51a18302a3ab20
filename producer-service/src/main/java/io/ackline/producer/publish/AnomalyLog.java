package io.ackline.producer.publish;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.ackline.events.Event;
import io.ackline.producer.topic.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs events of which it is not known whether they were written: the first at once, then
 * a line every few seconds with how many more there were, so that an outage does not
 * flood the log.
 */
final class AnomalyLog {

	private static final Logger log = LoggerFactory.getLogger(AnomalyLog.class);

	private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

	private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

	private final AtomicLong suppressed = new AtomicLong();

	void report(Topic topic, Event event, String reason) {
		long now = System.nanoTime();
		long until = this.quietUntil.get();
		if (now - until < 0 || !this.quietUntil.compareAndSet(until, now + QUIET_NANOS)) {
			this.suppressed.incrementAndGet();
			return;
		}
		log.atWarn()
			.addKeyValue("event.id", event.id())
			.addKeyValue("event.source", event.source())
			.addKeyValue("topic", topic.name())
			.log("Event '{}' of '{}' on topic '{}' was not acknowledged ({}); {} more since the last such line",
					event.id(), event.source(), topic.name(), reason.lines().findFirst().orElse(""),
					this.suppressed.getAndSet(0));
	}

}
