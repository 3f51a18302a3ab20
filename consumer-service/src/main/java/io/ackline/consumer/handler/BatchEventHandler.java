package io.ackline.consumer.handler;

import java.util.List;

import io.ackline.events.Event;
import org.jspecify.annotations.Nullable;

/**
 * Acts on several events at once, for handlers that gain from JDBC batches. What is said
 * of {@link EventHandler} holds for it too. When it fails for several events, it is
 * called again with fewer of them each time, to find out which one is at fault.
 *
 * @param <T> what each event's data is read into, as for {@link EventHandler}
 */
public interface BatchEventHandler<T extends @Nullable Object> {

	/**
	 * Returns the type or pattern of events that this handler takes, as
	 * {@link EventHandler#type()} does.
	 */
	String type();

	/**
	 * Acts on events that follow one another in a partition's log, in their order.
	 */
	void handle(List<Item<T>> events);

	/**
	 * An event with its data.
	 *
	 * @param data as for {@link EventHandler#handle}
	 * @param <T> what the data was read into
	 */
	record Item<T extends @Nullable Object>(Event event, T data) {
	}

}
