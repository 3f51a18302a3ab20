package io.ackline.inspector.group;

import java.util.Map;
import java.util.TreeMap;

import io.ackline.inspector.service.Services;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lag over time, and the consumer's own API as far as the page uses it.
 */
@RestController
class GroupController {

	private final LagHistory history;

	private final Services services;

	GroupController(LagHistory history, Services services) {
		this.history = history;
		this.services = services;
	}

	@GetMapping("/api/lag")
	LagHistory.Lag lag(@RequestParam String group) {
		return this.history.of(group);
	}

	@GetMapping("/api/dead-letters")
	ResponseEntity<byte[]> deadLetters(@RequestParam Map<String, String> query) {
		return call(HttpMethod.GET, "/api/v1/dead-letters", query, null);
	}

	@GetMapping("/api/dead-letters/{number}")
	ResponseEntity<byte[]> deadLetter(@PathVariable long number) {
		return call(HttpMethod.GET, "/api/v1/dead-letters/" + number, Map.of(), null);
	}

	@PostMapping("/api/dead-letters/{number}/retry")
	ResponseEntity<byte[]> retry(@PathVariable long number) {
		return call(HttpMethod.POST, "/api/v1/dead-letters/" + number + "/retry", Map.of(), null);
	}

	@PostMapping("/api/dead-letters/{number}/discard")
	ResponseEntity<byte[]> discard(@PathVariable long number, @RequestBody String reason) {
		return call(HttpMethod.POST, "/api/v1/dead-letters/" + number + "/discard", Map.of(), reason);
	}

	@PostMapping("/api/dead-letters/retry")
	ResponseEntity<byte[]> retryAll(@RequestParam Map<String, String> query) {
		return call(HttpMethod.POST, "/api/v1/dead-letters/retry", query, null);
	}

	@DeleteMapping("/api/dead-letters/retry")
	ResponseEntity<byte[]> unschedule(@RequestParam Map<String, String> query) {
		return call(HttpMethod.DELETE, "/api/v1/dead-letters/retry", query, null);
	}

	/**
	 * Moves the group, or tells what that would do, as the body says.
	 */
	@PostMapping("/api/group/offsets")
	ResponseEntity<byte[]> move(@RequestBody String order) {
		return call(HttpMethod.POST, "/api/v1/group/offsets", Map.of(), order);
	}

	@PostMapping("/api/group/pause")
	ResponseEntity<byte[]> pause(@RequestParam Map<String, String> query) {
		return call(HttpMethod.POST, "/api/v1/group/pause", query, null);
	}

	@PostMapping("/api/group/resume")
	ResponseEntity<byte[]> resume(@RequestParam Map<String, String> query) {
		return call(HttpMethod.POST, "/api/v1/group/resume", query, null);
	}

	private ResponseEntity<byte[]> call(HttpMethod method, String path, Map<String, String> query,
			@Nullable String body) {
		return this.services.consumer().call(method, path, new TreeMap<>(query), body);
	}

}
