package io.ackline.consumer.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * What the database says at one moment.
 */
final class Observed {

	private final Map<Integer, Long> next = new HashMap<>();

	private final Map<String, Receipt> receipts = new HashMap<>();

	private final List<Effect> effects = new ArrayList<>();

	private final Map<String, String> deadLetters = new HashMap<>();

	private final Set<String> parked = new HashSet<>();

	private int parkedKeys;

	Observed(JsonNode tables) {
		// Over Kafka, consumers have progress in the shipped topics, too.
		tables.get("partition_progress")
			.valueStream()
			.filter((row) -> row.get("topic").asString().equals(Logs.TOPIC))
			.forEach((row) -> this.next.put(row.get("partition").asInt(), row.get("next_offset").asLong()));
		tables.get("receipts").forEach((row) -> {
			Receipt receipt = new Receipt(position(row), row.get("state").asString(), row.get("attempts").asInt(),
					row.get("error").asString(null));
			this.receipts.put(identity(row.get("id").asString(), row.get("source").asString()), receipt);
		});
		tables.get("effects")
			.forEach((row) -> this.effects.add(new Effect(row.get("number").asLong(),
					identity(row.get("id").asString(), row.get("source").asString()), row.get("n").asInt())));
		this.effects.sort(Comparator.comparingLong(Effect::number));
		parked(tables);
		tables.get("dead_letters").forEach((row) -> this.deadLetters.put(position(row), row.get("reason").asString()));
	}

	private void parked(JsonNode tables) {
		tables.get("parked_events").forEach((row) -> this.parked.add(position(row)));
		this.parkedKeys = tables.get("parked_keys").size();
	}

	private static String position(JsonNode row) {
		return row.get("partition").asInt() + "-" + row.get("offset").asLong();
	}

	static String identity(String id, String source) {
		return id + " of " + source;
	}

	long next(int partition) {
		return this.next.getOrDefault(partition, 0L);
	}

	Map<String, Receipt> receipts() {
		return this.receipts;
	}

	/**
	 * Returns the effects in the order in which they were made.
	 */
	List<Effect> effects() {
		return this.effects;
	}

	Map<String, String> deadLetters() {
		return this.deadLetters;
	}

	Set<String> parked() {
		return this.parked;
	}

	int parkedKeys() {
		return this.parkedKeys;
	}

	/**
	 * What an event's receipt says.
	 */
	record Receipt(String position, String state, int attempts, String error) {
	}

	/**
	 * What a handler did.
	 */
	record Effect(long number, String identity, int n) {
	}

}
