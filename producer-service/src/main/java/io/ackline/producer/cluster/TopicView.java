package io.ackline.producer.cluster;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ackline.producer.cluster.TopicState.Partition;
import org.jspecify.annotations.Nullable;

/**
 * A topic, as it is declared and as the cluster has it.
 *
 * @param topic its name
 * @param settings what is declared
 * @param config what the cluster has of it, in Kafka's names
 * @param writable whether nothing is known against a write with the declared acks to any
 * partition
 * @param reason why it is not writable, or {@code null}
 * @param partitions its partitions
 * @param drift how the cluster differs from the declaration, a sentence for each
 * difference
 * @param advice what is likely not meant, or not wise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TopicView(String topic, TopicSettings settings, Map<String, String> config, boolean writable,
		@Nullable String reason, List<Partition> partitions, List<String> drift, List<Advice> advice) {

}
