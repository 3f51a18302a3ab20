package io.ackline.producer.topic;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import org.junit.jupiter.api.Test;

import org.springframework.kafka.core.KafkaAdmin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A topic that the cluster has and the broker which is asked for its settings has not
 * heard of yet.
 */
@WithLocalCluster
class UnheardOfTopicIntegrationTests {

	@Test
	void isReadyNoSoonerThanItCanBeWrittenTo(LocalCluster cluster) {
		Topics topics = DeclaredTopics.of("unheard-of");
		Topic topic = topics.all().iterator().next();
		KafkaAdmin kafkaAdmin = new KafkaAdmin(Map.of("bootstrap.servers", cluster.bootstrapServers()));
		try (HardOfHearing clusterTopics = new HardOfHearing(kafkaAdmin);
				ClusterMetadata metadata = new ClusterMetadata(kafkaAdmin)) {
			TopicCheck check = new TopicCheck(topics, clusterTopics, new ReconcileProperties(Reconciliation.REPORT));
			TopicWatch watch = new TopicWatch(topics, clusterTopics, check, List.of((warmed) -> true),
					new PartitionWatch(topics, metadata, clusterTopics));
			watch.look();
			assertThat(watch.whyNotWritable(topic)).isEqualTo(TopicsView.CONNECTING);
			assertThat(watch.view().ready()).isFalse();
			assertThat(watch.view().settling()).isTrue();
			clusterTopics.hears = true;
			watch.look();
			assertThat(watch.whyNotWritable(topic)).isNull();
			assertThat(watch.view().ready()).isTrue();
		}
	}

	private static final class HardOfHearing extends ClusterTopics {

		private boolean hears;

		HardOfHearing(KafkaAdmin kafkaAdmin) {
			super(kafkaAdmin);
		}

		@Override
		Map<String, Map<String, String>> configurations(Collection<String> names) {
			return this.hears ? super.configurations(names) : Map.of();
		}

	}

}
