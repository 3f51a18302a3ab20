package io.ackline.workbench.load;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.ackline.events.Event;
import io.ackline.workbench.evidence.Answer;
import io.ackline.workbench.evidence.Journal;
import org.jspecify.annotations.Nullable;

/**
 * Posts events as a careful client does. An event is posted again, with the same
 * identity, as long as the answers allow it and patience lasts; the next event of its key
 * is posted after that or together with it, so that the order within a key is defined.
 * Every try is journalled.
 */
public final class OrderedPosts {

	private final ProducerClient producers;

	private final RetryPolicy retry;

	private final Journal journal;

	private final Forms forms;

	private final Map<Object, Lane> lanes = new HashMap<>();

	public OrderedPosts(ProducerClient producers, RetryPolicy retry, Journal journal, Forms forms) {
		this.producers = producers;
		this.retry = retry;
		this.journal = journal;
		this.forms = forms;
	}

	/**
	 * Posts an event behind those of its key.
	 * @return the last answer
	 */
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
		return new Lane(form, this.producers, this.retry, this.journal);
	}

}
