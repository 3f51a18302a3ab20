package io.ackline.inspector;

import java.net.URI;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.LocalClusterExtension;
import io.ackline.cluster.junit.WithLocalCluster;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * An inspector of the whole system, the same for all tests.
 */
@WithLocalCluster
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class RunningInspector {

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void lookAtEverything(DynamicPropertyRegistry registry) {
		LocalCluster cluster = LocalClusterExtension.cluster();
		RunningSystem system = RunningSystem.on(cluster);
		registry.add("ackline.inspector.bootstrap-servers", cluster::bootstrapServers);
		registry.add("ackline.inspector.zookeeper", cluster::zookeeperConnect);
		registry.add("ackline.inspector.producers", system::producer);
		registry.add("ackline.inspector.consumers", system::consumer);
		registry.add("ackline.inspector.installation", system::installation);
		registry.add("ackline.inspector.write", () -> true);
	}

	RunningSystem system() {
		return RunningSystem.on(LocalClusterExtension.cluster()).ready();
	}

	URI page() {
		return URI.create("http://localhost:" + this.port);
	}

}
