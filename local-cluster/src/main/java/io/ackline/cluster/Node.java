package io.ackline.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

import io.ackline.cluster.process.Child;

/**
 * A program of the cluster and the port it listens on.
 *
 * @param kind what it is
 * @param child its process
 * @param host the address that it listens on
 * @param port the port that it listens on, 0 if that is not known
 */
public record Node(Kind kind, Child child, String host, int port) {

	public String name() {
		return this.child.name();
	}

	/**
	 * Returns whether it accepts connections.
	 */
	public boolean listens() {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(this.host, this.port), 500);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * What a node is, in the order of starting.
	 */
	public enum Kind {

		ZOOKEEPER, POSTGRES, BROKER, SERVICE

	}

}
