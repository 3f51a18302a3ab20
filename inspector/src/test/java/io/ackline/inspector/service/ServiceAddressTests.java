package io.ackline.inspector.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import io.ackline.inspector.InspectorProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ServiceAddressTests {

	private static final String NOTHING = "http://127.0.0.1:1";

	private final AtomicInteger asked = new AtomicInteger();

	private ServerSocket breaking;

	/**
	 * Takes requests, and goes away without an answer.
	 */
	@BeforeEach
	void listen() throws IOException {
		this.breaking = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread thread = new Thread(this::breakConnections, "breaking");
		thread.setDaemon(true);
		thread.start();
	}

	private void breakConnections() {
		while (!this.breaking.isClosed()) {
			try (Socket connection = this.breaking.accept()) {
				if (connection.getInputStream().read() >= 0) {
					this.asked.incrementAndGet();
				}
			}
			catch (IOException ex) {
				// the test is over
			}
		}
	}

	@AfterEach
	void close() throws IOException {
		this.breaking.close();
	}

	@Test
	void asksTheNextInstanceWhereNothingListens() {
		ServiceAddress service = service(NOTHING, breaking());
		assertThatExceptionOfType(ServiceUnavailable.class).isThrownBy(() -> call(service, HttpMethod.POST));
		assertThat(this.asked).hasPositiveValue();
	}

	@Test
	void doesNotHaveTwoInstancesDoWhatOneMayHaveDone() {
		ServiceAddress service = service(breaking(), breaking());
		assertThatExceptionOfType(ServiceUnavailable.class).isThrownBy(() -> call(service, HttpMethod.POST));
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void doesNotWaitLongForOneThatHangsNorAskItFirstAgain() throws IOException {
		HttpServer answering = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		answering.createContext("/", (exchange) -> {
			try (exchange) {
				exchange.sendResponseHeaders(204, -1);
			}
		});
		answering.start();
		try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			ServiceAddress service = service("http://127.0.0.1:" + hanging.getLocalPort(),
					"http://127.0.0.1:" + answering.getAddress().getPort());
			long began = System.nanoTime();
			call(service, HttpMethod.GET);
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(4),
					Duration.ofSeconds(30));
			began = System.nanoTime();
			call(service, HttpMethod.GET);
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
		}
		finally {
			answering.stop(0);
		}
	}

	@Test
	void saysWhatIsWrongWithAnAddress() {
		assertThatExceptionOfType(ServiceUnavailable.class).isThrownBy(() -> call(service(NOTHING), HttpMethod.GET))
			.withMessage("The producer at http://127.0.0.1:1 did not answer: nothing listens there");
		assertThatExceptionOfType(ServiceUnavailable.class).isThrownBy(() -> call(service(), HttpMethod.GET))
			.withMessageContaining("--producer");
	}

	private String breaking() {
		return "http://127.0.0.1:" + this.breaking.getLocalPort();
	}

	private static void call(ServiceAddress service, HttpMethod method) {
		service.call(method, "/", Map.of(), null);
	}

	private static ServiceAddress service(String... instances) {
		return new Services(new InspectorProperties("", null, null, Stream.of(instances).map(URI::create).toList(),
				List.of(), null, false, null, Set.of()), JsonMapper.shared())
			.producer();
	}

}
