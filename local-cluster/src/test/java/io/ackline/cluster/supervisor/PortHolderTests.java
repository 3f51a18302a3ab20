package io.ackline.cluster.supervisor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import io.ackline.cluster.PortPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

class PortHolderTests {

	@Test
	@EnabledOnOs(OS.LINUX)
	void namesTheProcessThatListens() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThat(PortPlan.isFree(socket.getLocalPort())).isFalse();
			assertThat(PortHolder.of(socket.getLocalPort())).endsWith(", process " + ProcessHandle.current().pid());
		}
	}

	@Test
	void saysHowToFindOutOtherwise() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		assertThat(PortHolder.of(port)).isEqualTo("find out with: lsof -nP -iTCP:" + port + " -sTCP:LISTEN");
	}

}
