package io.ackline.consumer.group;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.ackline.consumer.topic.ConsumedTopics;
import io.ackline.consumer.web.InvalidParameter;
import io.ackline.consumer.web.ProblemType;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the group, and takes operators' orders.
 */
@RestController
@RequestMapping("/api/v1/group")
class GroupController {

	private final GroupOverview overview;

	private final Pauses pauses;

	private final GroupWatch watch;

	private final OffsetMoves moves;

	private final ConsumedTopics topics;

	GroupController(GroupOverview overview, Pauses pauses, GroupWatch watch, OffsetMoves moves, ConsumedTopics topics) {
		this.overview = overview;
		this.pauses = pauses;
		this.watch = watch;
		this.moves = moves;
		this.topics = topics;
	}

	@GetMapping
	CompletableFuture<GroupView> group(@RequestParam MultiValueMap<String, String> parameters) {
		InvalidParameter.requireKnown(parameters, Set.of());
		return this.overview.view();
	}

	/**
	 * Pauses a topic, or all: no instance handles an event of it until it is resumed.
	 */
	@PostMapping("/pause")
	Paused pause(@RequestParam MultiValueMap<String, String> parameters) {
		String topic = topic(parameters);
		this.pauses.add((topic != null) ? topic : Pauses.ALL);
		return told();
	}

	/**
	 * Resumes a topic, or all, however they were paused.
	 */
	@PostMapping("/resume")
	Paused resume(@RequestParam MultiValueMap<String, String> parameters) {
		String topic = topic(parameters);
		if (topic == null) {
			this.pauses.removeAll();
		}
		else if (this.pauses.find().contains(Pauses.ALL)) {
			throw ProblemType.CONFLICT.exception(
					"All topics are paused, '%s' with them. Resume all, without ?topic=, and pause those that are to wait."
						.formatted(topic));
		}
		else {
			this.pauses.remove(topic);
		}
		return told();
	}

	private Paused told() {
		this.watch.look();
		return new Paused(this.watch.paused());
	}

	private @Nullable String topic(MultiValueMap<String, String> parameters) {
		InvalidParameter.requireKnown(parameters, Set.of("topic"));
		String topic = parameters.getFirst("topic");
		if (topic != null && !this.topics.names().contains(topic)) {
			throw new UnknownTopic(topic, this.topics.names());
		}
		return topic;
	}

	/**
	 * Moves the group in a partition, or in all of a topic, or tells what that would do.
	 */
	@PostMapping("/offsets")
	OffsetMove.Result move(@RequestBody Map<String, Object> body) {
		return this.moves.move(OffsetMove.of(body, this.topics.names()));
	}

	/**
	 * What is paused now, {@code *} for all topics.
	 */
	record Paused(Collection<String> paused) {
	}

}
