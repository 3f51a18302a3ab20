package io.ackline.workbench.load;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.ackline.events.Event;
import io.ackline.workbench.evidence.Answer;

/**
 * Who posts events until they are answered for good.
 */
@FunctionalInterface
public interface Posts {

	/**
	 * Posts an event behind those of its key that were posted before.
	 * @return the last answer
	 */
	CompletableFuture<Answer> post(Event event);

	/**
	 * Returns several of them as one: each posts every event, all at once. The answer is
	 * that of the first.
	 */
	static Posts all(List<? extends Posts> clients) {
		return (event) -> {
			List<CompletableFuture<Answer>> answers = clients.stream().map((client) -> client.post(event)).toList();
			return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
				.thenCompose((none) -> answers.get(0));
		};
	}

}
