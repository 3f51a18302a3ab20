package io.ackline.cluster.supervisor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

import io.ackline.cluster.PortPlan;
import io.ackline.cluster.Progress;
import io.ackline.cluster.kafka.ZooKeeperPorts;
import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.supervisor.SupervisorOptions.PortChoice;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InstallationTests {

	@Test
	void namesATakenPortWhoHasItAndTheRemedy() throws IOException {
		Installation installation = new Installation(
				new SupervisorOptions(Path.of("").toString(), new Size(2, 1, 0, 0), PortChoice.FREE, false),
				Progress.NONE);
		PortPlan free = PortPlan.free(1, 1);
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			int taken = socket.getLocalPort();
			PortPlan plan = new PortPlan(free.zookeepers(), List.of(free.brokers().get(0), taken), free.postgres());
			assertThatExceptionOfType(ClusterFailure.class).isThrownBy(() -> installation.requireFree(plan))
				.withMessageStartingWith("Port " + taken + ", which broker-2 needs, is taken (")
				.withMessageEndingWith("): stop that program, then try again");
		}
	}

	@Test
	void laysEverythingOnThePortsThatEverybodyExpects() {
		PortPlan plan = PortPlan.wellKnown(2, 3);
		assertThat(plan.zookeepers()).extracting(ZooKeeperPorts::client).containsExactly(2181, 2182);
		assertThat(plan.brokers()).containsExactly(9092, 9093, 9094);
		assertThat(plan.postgres()).isGreaterThanOrEqualTo(5432);
		Size size = new Size(3, 2, 2, 3);
		assertThat(List.of(size.producerPort(1), size.consumerPort(1), size.producerPort(2), size.consumerPort(2),
				size.consumerPort(3)))
			.containsExactly(8080, 8081, 8082, 8083, 8084);
	}

}
