package io.ackline.workbench.load;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.ackline.events.Event;
import io.ackline.workbench.evidence.Answer;
import io.ackline.workbench.evidence.Journal;
import io.ackline.workbench.evidence.Try;
import org.jspecify.annotations.Nullable;

/**
 * Posts events as a careful client does. An event is posted again, with the same
 * identity, as long as the answers allow it and patience lasts; the next event of its key
 * is posted after that or together with it, so that the order within a key is defined.
 * Every try is journalled.
 */
public final class OrderedPosts implements Posts {

	private final ProducerClient producers;

	private final RetryPolicy retry;

	private final Journal journal;

	private final Forms forms;

	private final Map<Object, Lane> lanes = new HashMap<>();

	private final int client;

	public OrderedPosts(ProducerClient producers, RetryPolicy retry, Journal journal, Forms forms) {
		this(producers, retry, journal, forms, 0);
	}

	/**
	 * Creates one of several clients that post the same events.
	 * @param client its number, from 0, which tells its tries from those of the others
	 */
	public OrderedPosts(ProducerClient producers, RetryPolicy retry, Journal journal, Forms forms, int client) {
		this.client = client;
		this.producers = producers;
		this.retry = retry;
		this.journal = journal;
		this.forms = forms;
	}

	@Override
	public CompletableFuture<Answer> post(Event event) {
		return lane(event.key()).post(event);
	}

	/**
	 * Returns the lane of a key: single events of different keys need not wait for each
	 * other, those of a batch or a stream go together.
	 */
	private synchronized Lane lane(@Nullable String key) {
		if (key == null) {
			return lane(Form.SINGLE);
		}
		Form form = this.forms.of(key);
		return this.lanes.computeIfAbsent((form == Form.SINGLE) ? key : form, (name) -> lane(form));
	}

	private Lane lane(Form form) {
		return new Lane(form, this.producers, this.retry, this.journal, this.client * Try.CLIENT);
	}

}
