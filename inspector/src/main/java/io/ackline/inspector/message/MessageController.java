package io.ackline.inspector.message;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

import io.ackline.inspector.live.EventStream;
import io.ackline.inspector.service.Services;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Records and their receipts.
 */
@RestController
class MessageController {

	private final Messages messages;

	private final Followers followers;

	private final Services services;

	MessageController(Messages messages, Followers followers, Services services) {
		this.messages = messages;
		this.followers = followers;
		this.services = services;
	}

	@GetMapping("/api/topics/{topic}/messages")
	Page messages(@PathVariable String topic, @RequestParam(required = false) @Nullable Integer partition,
			@RequestParam(required = false) @Nullable String at, @RequestParam(required = false) @Nullable String time,
			@RequestParam(defaultValue = "false") boolean backwards, @RequestParam(defaultValue = "50") int limit,
			@RequestParam(required = false) @Nullable String key, @RequestParam(required = false) @Nullable String id)
			throws InterruptedException {
		return this.messages.page(new MessageQuery(topic, partition, MessageQuery.at(at), MessageQuery.time(time),
				backwards, limit, new MessageFilter(key, id)));
	}

	@GetMapping("/api/topics/{topic}/messages/{partition}/{offset}")
	Message message(@PathVariable String topic, @PathVariable int partition, @PathVariable long offset)
			throws InterruptedException {
		return this.messages.whole(topic, partition, offset);
	}

	@GetMapping("/api/topics/{topic}/follow")
	void follow(@PathVariable String topic, @RequestParam(required = false) @Nullable Integer partition,
			@RequestParam(required = false) @Nullable String key, @RequestParam(required = false) @Nullable String id,
			HttpServletResponse response) throws IOException {
		this.followers.follow(this.messages.partitions(topic, partition), new MessageFilter(key, id),
				new EventStream(response));
	}

	@GetMapping("/api/receipts")
	ResponseEntity<byte[]> receipts(@RequestParam Map<String, String> query) {
		return this.services.consumer().call(HttpMethod.GET, "/api/v1/receipts", new TreeMap<>(query), null);
	}

}
