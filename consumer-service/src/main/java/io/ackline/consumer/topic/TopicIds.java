package io.ackline.consumer.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The ids of topics, as the cluster has them. A topic that is deleted and made again has
 * another id, and another log.
 */
@Component
public class TopicIds {

	private final ClusterAdmin admin;

	private final Map<String, Uuid> known = new ConcurrentHashMap<>();

	public TopicIds(ClusterAdmin admin) {
		this.admin = admin;
	}

	/**
	 * Asks the cluster for the ids of topics. Those that do not exist are not among them.
	 * @throws KafkaException if the cluster does not answer within 5 s
	 */
	public Map<String, Uuid> ask(Set<String> topics) {
		Map<String, KafkaFuture<TopicDescription>> answers = this.admin.get().describeTopics(topics).topicNameValues();
		Map<String, Uuid> ids = new HashMap<>();
		answers.forEach((topic, answer) -> {
			Uuid id = id(answer);
			if (id != null) {
				ids.put(topic, id);
			}
		});
		this.known.keySet().removeAll(topics);
		this.known.putAll(ids);
		return ids;
	}

	/**
	 * Returns those of the topics that do not exist.
	 * @throws KafkaException if the cluster does not answer within 5 s
	 */
	public Set<String> missing(Set<String> topics) {
		Set<String> missing = new TreeSet<>(topics);
		missing.removeAll(ask(topics).keySet());
		return missing;
	}

	/**
	 * Returns the id of a topic as it was when the cluster was last asked, or
	 * {@code null} if it did not exist then.
	 */
	public @Nullable Uuid known(String topic) {
		return this.known.get(topic);
	}

	private static @Nullable Uuid id(KafkaFuture<TopicDescription> answer) {
		try {
			return answer.get(ClusterAdmin.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).topicId();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof UnknownTopicOrPartitionException) {
				return null;
			}
			throw new KafkaException(ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new KafkaException("The cluster did not answer within " + ClusterAdmin.TIMEOUT, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new KafkaException("Interrupted while asking for topics", ex);
		}
	}

}
