package io.ackline.workbench.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

class ServerProcessTests {

	@Test
	@EnabledOnOs(OS.LINUX)
	void tellsTheMemoryOfWhoListens() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			URI address = URI.create("http://127.0.0.1:" + socket.getLocalPort());
			assertThat(ServerProcess.resident(address).orElseThrow()).isBetween(10.0, 10_000.0);
		}
	}

	@Test
	void knowsNothingWhereNobodyListens() throws IOException {
		ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		int port = socket.getLocalPort();
		socket.close();
		assertThat(ServerProcess.resident(URI.create("http://127.0.0.1:" + port))).isEmpty();
	}

}
