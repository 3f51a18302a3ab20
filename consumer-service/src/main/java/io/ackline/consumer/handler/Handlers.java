package io.ackline.consumer.handler;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.ackline.events.Event;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * All handlers: the one for an event is that with the most specific pattern for its type.
 */
@Component
public class Handlers {

	private static final int MAX_CACHED_TYPES = 10_000;

	private final List<Handler> mostSpecificFirst;

	private final Map<String, Handler> byType = new ConcurrentHashMap<>();

	/**
	 * Collects the handlers.
	 * @throws IllegalStateException if two of them have the same pattern, or none takes
	 * whatever the others leave
	 */
	public Handlers(List<EventHandler<?>> handlers, List<BatchEventHandler<?>> batchHandlers, Payloads payloads) {
		this.mostSpecificFirst = Stream
			.concat(handlers.stream().map((handler) -> Handler.of(handler, payloads)),
					batchHandlers.stream().map((handler) -> Handler.of(handler, payloads)))
			.sorted(Comparator.comparing((Handler handler) -> handler.pattern().endsWith("*"))
				.thenComparing((handler) -> -handler.pattern().length())
				.thenComparing(Handler::pattern))
			.toList();
		requireDistinctPatterns();
	}

	private void requireDistinctPatterns() {
		Handler previous = null;
		for (Handler handler : this.mostSpecificFirst) {
			if (previous != null && previous.pattern().equals(handler.pattern())) {
				throw new IllegalStateException(
						"Two handlers take events of type '%s', %s and %s: leave one, or make their patterns differ."
							.formatted(handler.pattern(), previous, handler));
			}
			previous = handler;
		}
		if (previous == null || !previous.pattern().equals("*")) {
			throw new IllegalStateException("No handler takes '*', the events that no other handler takes.");
		}
	}

	/**
	 * Finds the handler for an event and reads the data for it.
	 * @throws UnprocessableEvent if the data is not what the handler takes
	 */
	public HandlerCall bind(Event event) {
		return bind(event, null);
	}

	/**
	 * Finds the handler for an event and reads the data for it.
	 * @param headers the headers of the event's record, which may tell of a trace
	 * @throws UnprocessableEvent if the data is not what the handler takes
	 */
	public HandlerCall bind(Event event, @Nullable Headers headers) {
		return handler(event.type()).bind(event, EventTrace.of(event, headers));
	}

	private Handler handler(String type) {
		Handler known = this.byType.get(type);
		if (known != null) {
			return known;
		}
		Handler found = find(type);
		if (this.byType.size() < MAX_CACHED_TYPES) {
			this.byType.put(type, found);
		}
		return found;
	}

	private Handler find(String type) {
		for (Handler handler : this.mostSpecificFirst) {
			String pattern = handler.pattern();
			boolean matches = pattern.endsWith("*") ? type.startsWith(pattern.substring(0, pattern.length() - 1))
					: type.equals(pattern);
			if (matches) {
				return handler;
			}
		}
		throw new IllegalStateException("No handler for '%s'".formatted(type));
	}

	/**
	 * Runs handlers in the order of the calls, in the transaction of the current thread.
	 * Consecutive calls of one batch handler are made as one.
	 * @param alone whether batch handlers get each event alone
	 * @param enough asked after each handler whether to stop early
	 * @return how many calls were made
	 * @throws HandlerFailure if a handler failed
	 */
	public int run(List<HandlerCall> calls, boolean alone, BooleanSupplier enough) {
		int done = 0;
		while (done < calls.size() && (done == 0 || !enough.getAsBoolean())) {
			List<HandlerCall> run = run(calls, done, alone);
			try {
				run.get(0).handler().run(run);
			}
			catch (Exception | StackOverflowError | LinkageError | AssertionError ex) {
				throw new HandlerFailure(done, run.size(), ex);
			}
			done += run.size();
		}
		return done;
	}

	private static List<HandlerCall> run(List<HandlerCall> calls, int from, boolean alone) {
		int to = from + 1;
		while (!alone && to < calls.size() && calls.get(to).joins(calls.get(to - 1))) {
			to++;
		}
		return calls.subList(from, to);
	}

}
