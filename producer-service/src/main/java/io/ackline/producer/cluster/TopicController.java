package io.ackline.producer.cluster;

import java.util.List;
import java.util.Map;

import io.ackline.producer.security.Caller;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.topic.Topics;
import io.ackline.producer.web.ProblemType;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the declared topics as the cluster has them, and changes them there.
 */
@RestController
@RequestMapping(path = "/api/v1/topics", produces = MediaType.APPLICATION_JSON_VALUE)
class TopicController {

	private final Topics topics;

	private final TopicViews views;

	private final TopicChanges changes;

	TopicController(Topics topics, TopicViews views, TopicChanges changes) {
		this.topics = topics;
		this.views = views;
		this.changes = changes;
	}

	@GetMapping
	TopicList all() {
		return new TopicList(this.views.of(this.topics.all()));
	}

	@GetMapping("/{topic}")
	TopicView one(@PathVariable("topic") String name) {
		return this.views.of(List.of(find(name))).get(0);
	}

	/**
	 * Sets in the cluster what the body names, and what is declared where it names
	 * nothing.
	 */
	@PutMapping(path = "/{topic}")
	TopicView change(@PathVariable("topic") String name,
			@RequestBody(required = false) @Nullable Map<String, Object> asked, Caller caller) {
		caller.requireAdmin();
		Topic topic = find(name);
		this.changes.apply(topic, (asked != null) ? asked : Map.of());
		return this.views.of(List.of(topic)).get(0);
	}

	private Topic find(String name) {
		Topic topic = this.topics.find(name);
		if (topic == null) {
			throw ProblemType.TOPIC_NOT_DECLARED.exception(
					"Topic '%s' is not declared. Declared are: %s.".formatted(name, this.topics.describeNames()));
		}
		return topic;
	}

	/**
	 * All declared topics.
	 */
	record TopicList(List<TopicView> topics) {

	}

}
