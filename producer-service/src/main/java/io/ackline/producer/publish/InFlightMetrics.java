package io.ackline.producer.publish;

import io.ackline.producer.topic.Acks;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.stereotype.Component;

/**
 * Shows what was handed to Kafka's producers and is not settled yet, and the bound above
 * which events are refused.
 */
@Component
class InFlightMetrics implements MeterBinder {

	private final RecordProducers producers;

	InFlightMetrics(RecordProducers producers) {
		this.producers = producers;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (Acks acks : Acks.values()) {
			InFlight inFlight = this.producers.inFlight(acks);
			Gauge.builder("ackline.publish.inflight", inFlight, InFlight::bytes)
				.description("Bytes handed to Kafka's producer and not settled yet.")
				.baseUnit("bytes")
				.tag("acks", acks.toString())
				.register(registry);
			Gauge.builder("ackline.publish.inflight.records", inFlight, InFlight::records)
				.description("Records handed to Kafka's producer and not settled yet.")
				.tag("acks", acks.toString())
				.register(registry);
			Gauge.builder("ackline.publish.inflight.max", inFlight, InFlight::bound)
				.description("Bytes in flight above which events are refused.")
				.baseUnit("bytes")
				.tag("acks", acks.toString())
				.register(registry);
		}
	}

}
