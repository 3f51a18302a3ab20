package io.ackline.inspector.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What all open pages see: things by their keys, each as it is now, and news, in the
 * order in which it happened. Whoever looks asks for what has changed since he last did,
 * so that a slow page gets the latest state rather than all states in between.
 */
@Component
public class Board implements SmartLifecycle {

	private static final int MOST_NEWS = 20_000;

	private static final Duration LINGER = Duration.ofSeconds(30);

	private final Map<String, Entry> entries = new TreeMap<>();

	private final Deque<Entry> news = new ArrayDeque<>();

	private final JsonMapper json;

	private long version;

	private int watchers;

	private long lastWatched = System.nanoTime() - LINGER.toNanos();

	private boolean running;

	Board(JsonMapper json) {
		this.json = json;
	}

	/**
	 * Shows a thing as it is now; if it is as it was, nothing happens.
	 */
	public void put(String key, Object thing) {
		String text = this.json.writeValueAsString(thing);
		synchronized (this) {
			Entry known = this.entries.get(key);
			if (known == null || !text.equals(known.json())) {
				this.entries.put(key, new Entry(++this.version, text));
				notifyAll();
			}
		}
	}

	/**
	 * Takes off whatever has a key of the given prefix and is not among the given names.
	 */
	public synchronized void retain(String prefix, Set<String> names) {
		for (Map.Entry<String, Entry> entry : this.entries.entrySet()) {
			String key = entry.getKey();
			if (key.startsWith(prefix) && entry.getValue().json() != null
					&& !names.contains(key.substring(prefix.length()))) {
				entry.setValue(new Entry(++this.version, null));
				notifyAll();
			}
		}
	}

	/**
	 * Tells of something that has happened.
	 */
	public void tell(Object happening) {
		String text = this.json.writeValueAsString(happening);
		synchronized (this) {
			this.news.addLast(new Entry(++this.version, text));
			if (this.news.size() > MOST_NEWS) {
				this.news.removeFirst();
			}
			notifyAll();
		}
	}

	/**
	 * Returns whether somebody looks, or did until a moment ago.
	 */
	public synchronized boolean isWatched() {
		return this.watchers > 0 || System.nanoTime() - this.lastWatched < LINGER.toNanos();
	}

	synchronized void enter() {
		this.watchers++;
	}

	synchronized void leave() {
		this.watchers--;
		this.lastWatched = System.nanoTime();
	}

	/**
	 * Returns what has changed since the given version, waiting a while for something.
	 * @return the changes, {@code null} if there are none
	 */
	synchronized @Nullable Changes after(long seen, Duration patience) throws InterruptedException {
		long deadline = System.nanoTime() + patience.toNanos();
		for (long left = patience.toNanos(); this.version <= seen && this.running
				&& left > 0; left = deadline - System.nanoTime()) {
			TimeUnit.NANOSECONDS.timedWait(this, left);
		}
		return (this.version > seen) ? new Changes(this.version, text(seen)) : null;
	}

	private String text(long seen) {
		Map<String, String> changed = new LinkedHashMap<>();
		this.entries.forEach((key, entry) -> {
			if (entry.version() > seen) {
				changed.put(key, String.valueOf(entry.json()));
			}
		});
		StringJoiner things = new StringJoiner(",", "{", "}");
		changed.forEach((key, value) -> things.add(this.json.writeValueAsString(key) + ":" + value));
		StringJoiner happenings = new StringJoiner(",", "[", "]");
		this.news.stream()
			.filter((entry) -> entry.version() > seen)
			.forEach((entry) -> happenings.add(String.valueOf(entry.json())));
		return "{\"first\":" + (seen == 0) + ",\"things\":" + things + ",\"news\":" + happenings + "}";
	}

	@Override
	public synchronized void start() {
		this.running = true;
	}

	/**
	 * Lets everybody who waits go, so that the server need not wait for them.
	 */
	@Override
	public synchronized void stop() {
		this.running = false;
		notifyAll();
	}

	@Override
	public synchronized boolean isRunning() {
		return this.running;
	}

	/**
	 * What has changed, as JSON.
	 *
	 * @param version up to where this goes
	 */
	record Changes(long version, String json) {

	}

	private record Entry(long version, @Nullable String json) {

	}

}
