package io.ackline.cluster;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.cluster.kafka.KafkaView;
import io.ackline.cluster.process.Child.State;
import io.ackline.cluster.process.ClusterFailure;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@WithLocalCluster
class LocalClusterIntegrationTests {

	private static final String TOPIC = "fault-lines";

	private final LocalCluster cluster;

	LocalClusterIntegrationTests(LocalCluster cluster) {
		this.cluster = cluster;
	}

	@BeforeAll
	static void createTopic(LocalCluster cluster) throws Exception {
		try (Admin admin = admin(cluster)) {
			admin.createTopics(List.of(new NewTopic(TOPIC, 3, (short) 3))).all().get();
		}
		cluster.awaitInSync(Duration.ofSeconds(20));
	}

	@AfterEach
	void restore() {
		this.cluster.restore();
	}

	@Test
	void dropsAKilledBrokerFromTheInSyncReplicasAndTakesItBack() {
		this.cluster.kill("broker-2");
		await().ignoreExceptions()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(inSync(0)).containsExactlyInAnyOrder(1, 3));
		this.cluster.start("broker-2");
		await().ignoreExceptions()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(inSync(0)).containsExactlyInAnyOrder(1, 2, 3));
	}

	@Test
	void dropsAPausedBrokerFromTheInSyncReplicasAndTakesItBack() {
		this.cluster.pause("broker-3");
		assertThat(state("broker-3")).isEqualTo(State.PAUSED);
		await().ignoreExceptions()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(inSync(0)).containsExactlyInAnyOrder(1, 2));
		this.cluster.resume("broker-3");
		await().ignoreExceptions()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(inSync(0)).containsExactlyInAnyOrder(1, 2, 3));
	}

	@Test
	void startsABrokerAgainRightAfterItWasKilled() {
		this.cluster.kill("broker-1");
		this.cluster.start("broker-1");
		assertThat(state("broker-1")).isEqualTo(State.RUNNING);
		this.cluster.awaitInSync(Duration.ofSeconds(20));
	}

	@Test
	void findsTheLeaderAndAnotherOneAfterItHasStopped() {
		Node first = this.cluster.stop("leader:" + TOPIC + "-1");
		assertThat(first.child().state()).isEqualTo(State.STOPPED);
		Node second = this.cluster.pause("leader:" + TOPIC + "-1");
		assertThat(second.name()).startsWith("broker-").isNotEqualTo(first.name());
	}

	@Test
	void findsTheControllerAndAnotherOneAfterItWasKilled() {
		Node first = this.cluster.kill("controller");
		Node second = this.cluster.pause("controller");
		assertThat(second.name()).startsWith("broker-").isNotEqualTo(first.name());
	}

	@Test
	void brokersOutliveZooKeeper() {
		this.cluster.kill("zookeeper-1");
		try (KafkaView view = new KafkaView(this.cluster.bootstrapServers())) {
			assertThat(view.brokers()).containsExactly(1, 2, 3);
		}
		this.cluster.start("zookeeper-1");
		assertThat(this.cluster.pause("zookeeper-1").child().state()).isEqualTo(State.PAUSED);
		assertThat(this.cluster.resume("zookeeper-1").child().state()).isEqualTo(State.RUNNING);
	}

	@Test
	void postgresKeepsWhatItCommittedBeforeItWasKilled() throws SQLException {
		String url = this.cluster.createDatabase("memory");
		try (Connection connection = connect(url); Statement statement = connection.createStatement()) {
			statement.execute("CREATE TABLE kept (n int)");
			for (int n = 0; n < 100; n++) {
				statement.execute("INSERT INTO kept VALUES (" + n + ")");
			}
			this.cluster.kill("postgres");
		}
		this.cluster.start("postgres");
		await().ignoreExceptions().untilAsserted(() -> assertThat(count(url)).isEqualTo(100));
	}

	@Test
	void pausesPostgresWithTheProcessesThatServeItsClients() throws SQLException {
		String url = this.cluster.createDatabase("paused") + "?socketTimeout=1";
		try (Connection connection = connect(url); Statement statement = connection.createStatement()) {
			this.cluster.pause("postgres");
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.execute("SELECT 1"));
		}
		this.cluster.resume("postgres");
		try (Connection connection = connect(url); Statement statement = connection.createStatement()) {
			assertThat(statement.execute("SELECT 1")).isTrue();
		}
	}

	@Test
	void saysWhatThereIsWhenANameIsUnknown() {
		assertThatExceptionOfType(ClusterFailure.class).isThrownBy(() -> this.cluster.kill("broker-7"))
			.withMessage("There is no broker-7 here; there are zookeeper-1, postgres, broker-1, broker-2, broker-3, "
					+ "controller and leader:TOPIC-PARTITION");
		assertThatExceptionOfType(ClusterFailure.class).isThrownBy(() -> this.cluster.kill("leader:nowhere-0"))
			.withMessageStartingWith("There is no topic nowhere; there are ");
		assertThatExceptionOfType(ClusterFailure.class).isThrownBy(() -> this.cluster.kill("leader:" + TOPIC + "-3"))
			.withMessage("Topic fault-lines has the partitions 0 to 2, not 3");
		assertThatExceptionOfType(ClusterFailure.class).isThrownBy(() -> this.cluster.kill("leader:nonsense"))
			.withMessageContaining("leader:TOPIC-PARTITION");
	}

	private State state(String name) {
		return this.cluster.nodes()
			.stream()
			.filter((node) -> node.name().equals(name))
			.findFirst()
			.orElseThrow()
			.child()
			.state();
	}

	private List<Integer> inSync(int partition) throws Exception {
		try (Admin admin = admin(this.cluster)) {
			TopicDescription topic = admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC);
			return topic.partitions().get(partition).isr().stream().map(org.apache.kafka.common.Node::id).toList();
		}
	}

	private int count(String url) throws SQLException {
		try (Connection connection = connect(url); Statement statement = connection.createStatement()) {
			ResultSet result = statement.executeQuery("SELECT count(*) FROM kept");
			result.next();
			return result.getInt(1);
		}
	}

	private Connection connect(String url) throws SQLException {
		return DriverManager.getConnection(url, this.cluster.jdbcUser(), this.cluster.jdbcPassword());
	}

	private static Admin admin(LocalCluster cluster) {
		return Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers(), "request.timeout.ms", 2000,
				"default.api.timeout.ms", 5000));
	}

}
