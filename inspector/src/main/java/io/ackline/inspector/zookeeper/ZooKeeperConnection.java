package io.ackline.inspector.zookeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.ackline.inspector.InspectorProperties;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Reads ZooKeeper's nodes, and never writes one.
 */
@Component
class ZooKeeperConnection implements DisposableBean {

	private static final int SESSION_MILLIS = 10_000;

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final @Nullable String servers;

	private @Nullable ZooKeeper client;

	ZooKeeperConnection(InspectorProperties properties) {
		String given = properties.zookeeper();
		this.servers = (given != null && !given.isBlank()) ? given : null;
	}

	boolean isKnown() {
		return this.servers != null;
	}

	/**
	 * Returns whether there is a session, so that an answer is to be expected.
	 */
	synchronized boolean isConnected() {
		return this.client != null && this.client.getState().isConnected();
	}

	/**
	 * Returns those of the nodes that are there, in the same order.
	 * @throws TimeoutException if ZooKeeper does not answer in time
	 */
	List<Znode> read(List<String> paths) throws IOException, InterruptedException, TimeoutException {
		ZooKeeper zookeeper = client();
		List<CompletableFuture<Optional<Znode>>> answers = new ArrayList<>();
		for (String path : paths) {
			CompletableFuture<Optional<Znode>> answer = new CompletableFuture<>();
			answers.add(answer);
			zookeeper.getData(path, false, (code, asked, context, bytes, stat) -> {
				if (code == KeeperException.Code.OK.intValue()) {
					answer.complete(Optional.of(Znode.of(asked, bytes, stat)));
				}
				else if (code == KeeperException.Code.NONODE.intValue()) {
					answer.complete(Optional.empty());
				}
				else {
					answer.completeExceptionally(KeeperException.create(KeeperException.Code.get(code), asked));
				}
			}, null);
		}
		return await(answers).stream().flatMap(Optional::stream).toList();
	}

	/**
	 * Returns the names of a node's children.
	 */
	List<String> children(String path) throws IOException, InterruptedException, TimeoutException {
		CompletableFuture<List<String>> answer = new CompletableFuture<>();
		client().getChildren(path, false,
				(code, asked, context, children) -> answer.complete((children != null) ? children : List.of()), null);
		return await(List.of(answer)).get(0);
	}

	private static <T> List<T> await(List<CompletableFuture<T>> answers)
			throws InterruptedException, TimeoutException, IOException {
		try {
			CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
				.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			return answers.stream().map(CompletableFuture::join).toList();
		}
		catch (java.util.concurrent.ExecutionException ex) {
			throw new IOException("ZooKeeper does not answer: " + ex.getCause(), ex);
		}
	}

	private synchronized ZooKeeper client() throws IOException {
		ZooKeeper open = this.client;
		if (open == null || !open.getState().isAlive()) {
			ZKClientConfig config = new ZKClientConfig();
			config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
			open = new ZooKeeper(this.servers, SESSION_MILLIS, (event) -> {
				// what there is to know is asked for
			}, true, config);
			this.client = open;
		}
		return open;
	}

	@Override
	public synchronized void destroy() throws InterruptedException {
		if (this.client != null) {
			this.client.close(1000);
		}
	}

	/**
	 * A node.
	 *
	 * @param version how often its value was changed
	 * @param changedAt when it was changed last, in milliseconds since the epoch
	 * @param ephemeral whether it ends with the session that made it
	 */
	record Znode(String path, String value, int version, long changedAt, boolean ephemeral) {

		private static final int MOST = 4096;

		static Znode of(String path, byte @Nullable [] bytes, Stat stat) {
			String value = (bytes != null) ? new String(bytes, 0, Math.min(bytes.length, MOST), StandardCharsets.UTF_8)
					: "";
			return new Znode(path, value, stat.getVersion(), stat.getMtime(), stat.getEphemeralOwner() != 0);
		}

	}

}
