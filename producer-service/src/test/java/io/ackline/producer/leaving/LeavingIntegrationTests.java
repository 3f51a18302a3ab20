package io.ackline.producer.leaving;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.KafkaLog;
import io.ackline.producer.ServiceProcess;
import io.ackline.producer.leaving.Load.Attempt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@WithLocalCluster
class LeavingIntegrationTests {

	private static final int HAMMERING = 6;

	private static final String NGINX = """
			daemon off;
			master_process off;
			pid nginx.pid;
			error_log error.log;
			events { worker_connections 256; }
			http {
				access_log off;
				client_body_temp_path body;
				proxy_temp_path proxy;
				fastcgi_temp_path fastcgi;
				uwsgi_temp_path uwsgi;
				scgi_temp_path scgi;
				upstream producers {
					server 127.0.0.1:%d fail_timeout=2s;
					server 127.0.0.1:%d fail_timeout=2s;
				}
				server {
					listen 127.0.0.1:%d;
					location / {
						proxy_pass http://producers;
						proxy_next_upstream error http_503 non_idempotent;
					}
				}
			}
			""";

	@Test
	void losesNothingAndAnswersTruthfullyWhenItIsStoppedUnderLoad(LocalCluster cluster) throws Exception {
		try (ServiceProcess service = ServiceProcess.start(cluster.bootstrapServers(),
				"--ackline.producer.drain-delay=4s"); Load load = Load.on(service.port(), 8, "stop")) {
			await().until(() -> load.count(201) > 200);
			service.terminate();
			await().pollInterval(Duration.ofMillis(20))
				.until(() -> service.http().get("/actuator/health/readiness").status() == 503);
			long before = load.count(201);
			await().until(() -> load.count(201) > before + 50);
			assertThat(load.count(503)).as("it serves while balancers do not know yet").isZero();
			assertThat(service.awaitExit()).isEqualTo(128 + 15);
			load.stop();
			assertThat(load.attempts()).filteredOn((attempt) -> attempt.status() == 503)
				.isNotEmpty()
				.allSatisfy((attempt) -> {
					assertThat(attempt.body()).contains("urn:ackline:problem:shutting-down", "\"written\":\"no\"",
							"\"retryable\":true");
					assertThat(attempt.connection()).isEqualTo("close");
				});
			assertThat(load.attempts()).extracting(Attempt::status).isSubsetOf(201, 503, Attempt.REFUSED);
			assertTruthful(cluster, load);
		}
	}

	@Test
	@Tag("full")
	void answersClientsThatHammerItWhileItRefuses(LocalCluster cluster) throws Exception {
		try (ServiceProcess service = ServiceProcess.start(cluster.bootstrapServers(),
				"--server.tomcat.connection-timeout=3s");
				Socket unended = new Socket(InetAddress.getLoopbackAddress(), service.port());
				Load load = Load.hammering(service.port(), HAMMERING, "hammer", 300_000)) {
			unended.getOutputStream()
				.write("POST /api/v1/events HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
					.getBytes(StandardCharsets.US_ASCII));
			await().until(() -> load.count(201) > 20);
			service.terminate();
			assertThat(service.awaitExit()).isEqualTo(128 + 15);
			load.stop();
			List<Attempt> attempts = List.copyOf(load.attempts());
			assertThat(attempts).extracting(Attempt::status)
				.as("answered, but for those in the kernel's hands when the port was closed")
				.startsWith(201)
				.contains(503)
				.isSubsetOf(201, 503, Attempt.REFUSED, Attempt.BROKEN);
			assertThat(attempts.subList(0, attempts.size() - 2 * HAMMERING)).extracting(Attempt::status)
				.hasSizeGreaterThan(100)
				.isSubsetOf(201, 503);
			assertTruthful(cluster, load);
		}
	}

	@Test
	@EnabledIf("hasNginx")
	void isRestartedBehindNginxWithoutAnybodysNoticing(LocalCluster cluster, @TempDir Path directory) throws Exception {
		String delay = "--ackline.producer.drain-delay=1s";
		try (ServiceProcess first = ServiceProcess.start(cluster.bootstrapServers(), delay);
				ServiceProcess second = ServiceProcess.start(cluster.bootstrapServers(), delay)) {
			int port = ServiceProcess.freePort();
			Files.writeString(directory.resolve("nginx.conf"), NGINX.formatted(first.port(), second.port(), port));
			Process nginx = new ProcessBuilder("nginx", "-p", directory.toString(), "-c", "nginx.conf")
				.redirectErrorStream(true)
				.redirectOutput(directory.resolve("output.log").toFile())
				.start();
			try (Load load = Load.on(awaitListening(port), 8, "roll")) {
				for (ServiceProcess service : new ServiceProcess[] { first, second }) {
					long before = load.count(201);
					await().until(() -> load.count(201) > before + 200);
					service.terminate();
					assertThat(service.awaitExit()).isEqualTo(128 + 15);
					service.startAgain();
					awaitTakenBack();
				}
				load.stop();
				assertThat(load.attempts()).extracting(Attempt::status).containsOnly(201);
				assertTruthful(cluster, load);
			}
			finally {
				nginx.destroy();
				nginx.waitFor(10, TimeUnit.SECONDS);
			}
		}
	}

	static boolean hasNginx() {
		try {
			return new ProcessBuilder("nginx", "-v").redirectErrorStream(true).start().waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static void assertTruthful(LocalCluster cluster, Load load) {
		Set<String> written;
		try (KafkaLog log = new KafkaLog(cluster.bootstrapServers())) {
			written = log.headerValues("payments", "ce_attempt");
		}
		assertThat(load.attempts())
			.allSatisfy((attempt) -> assertThat(written.contains(attempt.name())).isEqualTo(attempt.status() == 201));
	}

	private static int awaitListening(int port) {
		await().ignoreExceptions().until(() -> {
			new Socket(InetAddress.getLoopbackAddress(), port).close();
			return true;
		});
		return port;
	}

	/**
	 * nginx leaves a server alone for two seconds after it has failed.
	 */
	private static void awaitTakenBack() {
		long then = System.nanoTime() + Duration.ofSeconds(2).toNanos();
		await().atMost(Duration.ofSeconds(5)).until(() -> System.nanoTime() > then);
	}

}
