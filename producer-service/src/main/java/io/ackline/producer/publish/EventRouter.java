package io.ackline.producer.publish;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.ackline.events.Event;
import io.ackline.producer.security.Caller;
import io.ackline.producer.topic.Acks;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.topic.Topics;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Finds the topic of each event, and makes it whole for it.
 */
@Component
class EventRouter {

	private final Topics topics;

	private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

	EventRouter(Topics topics) {
		this.topics = topics;
	}

	/**
	 * Returns the topic of a name.
	 * @throws ProblemException if the caller may not write to it, or it is not declared
	 */
	Topic topic(String name, Caller caller) {
		caller.requireTopic(name);
		Topic topic = this.topics.find(name);
		if (topic == null) {
			throw ProblemType.TOPIC_NOT_DECLARED.exception(
					"Topic '%s' is not declared. Declared are: %s.".formatted(name, this.topics.describeNames()));
		}
		return topic;
	}

	/**
	 * Returns the event of a draft with the topic that it goes to.
	 * @param named the topic that the request names; {@code null} to find it by the
	 * event's type
	 * @param idempotencyKey the id that the request itself gives, if any
	 * @throws ProblemException if something is wrong with the event, it does not fit a
	 * topic, or the caller may not write to the one that takes its type
	 */
	Routed route(@Nullable Topic named, EventDraft draft, @Nullable String idempotencyKey, AcksParameter acks,
			Caller caller) {
		Topic topic = (named != null) ? named : topicByType(draft, idempotencyKey, caller);
		Event event = draft.toEvent(topic, caller.source(topic.name()), idempotencyKey,
				() -> this.ids.generate().toString());
		try {
			if (named != null && !topic.takes(event.type())) {
				throw notTaken(event.type(), "Topic '%s' takes only %s".formatted(topic.name(), topic.describeTypes()));
			}
			return new Routed(topic, event, acks.on(topic));
		}
		catch (ProblemException ex) {
			throw ex.of(event.id(), event.source());
		}
	}

	private Topic topicByType(EventDraft draft, @Nullable String idempotencyKey, Caller caller) {
		String type = draft.requireType(idempotencyKey);
		Topic topic = this.topics.findByType(type);
		if (topic == null) {
			throw notTaken(type, "The topics take " + this.topics.describeTypes()).of(draft.id(idempotencyKey),
					draft.source);
		}
		try {
			caller.requireTopic(topic.name());
		}
		catch (ProblemException ex) {
			throw ex.of(draft.id(idempotencyKey), draft.source);
		}
		return topic;
	}

	private static ProblemException notTaken(String type, String taken) {
		return ProblemType.TYPE_NOT_TAKEN.exception("The event's type is '%s'. %s.".formatted(type, taken));
	}

	/**
	 * An event on its way.
	 *
	 * @param topic where it goes
	 * @param event the event
	 * @param acks the acknowledgement that it waits for
	 */
	record Routed(Topic topic, Event event, Acks acks) {

	}

}
