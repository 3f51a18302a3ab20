package io.ackline.producer.topic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Forwards connections from one port of this machine to another, from when it is opened.
 */
final class Forwarder implements AutoCloseable {

	private final ServerSocket listener;

	private final int target;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private Forwarder(ServerSocket listener, int target) {
		this.listener = listener;
		this.target = target;
	}

	static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Forwarder open(int port, int target) throws IOException {
		Forwarder forwarder = new Forwarder(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), target);
		start(forwarder::accept);
		return forwarder;
	}

	int connections() {
		return this.sockets.size() / 2;
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	private void accept() throws IOException {
		while (!this.listener.isClosed()) {
			Socket from = this.listener.accept();
			Socket to = new Socket(InetAddress.getLoopbackAddress(), this.target);
			this.sockets.add(from);
			this.sockets.add(to);
			start(() -> from.getInputStream().transferTo(to.getOutputStream()));
			start(() -> to.getInputStream().transferTo(from.getOutputStream()));
		}
	}

	private static void start(Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException ex) {
				// closed
			}
		}, "forwarder");
		thread.setDaemon(true);
		thread.start();
	}

	private interface Work {

		void run() throws IOException;

	}

}
