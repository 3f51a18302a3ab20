package io.ackline.producer.web;

import java.io.IOException;
import java.util.concurrent.Executor;

import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over connections of which one can stop to listen while it still answers. A
 * thread that waits for a body can be woken in no other way: Tomcat goes on waiting when
 * it is interrupted. Tomcat makes it from its name, which is why it is public.
 */
public class EndableHttp11Protocol extends Http11NioProtocol {

	private static final String NAME = "http/1.1";

	/**
	 * Creates the protocol.
	 */
	public EndableHttp11Protocol() {
		super(new Endpoint());
	}

	/**
	 * Stops to listen to a connection, if it is still there.
	 * @param connectionId the connection, as {@code ServletConnection} names it
	 */
	void endInput(String connectionId) {
		for (SocketWrapperBase<NioChannel> connection : getEndpoint().getConnections()) {
			if (connection.getServletConnection(NAME, "").getConnectionId().equals(connectionId)) {
				endInput(connection);
			}
		}
	}

	private static void endInput(SocketWrapperBase<NioChannel> connection) {
		try {
			connection.getSocket().getIOChannel().shutdownInput();
		}
		catch (IOException ex) {
			// it is closed already
		}
	}

	/**
	 * Where connections end. What comes over them is handed to threads that may be busy.
	 */
	private static final class Endpoint extends NioEndpoint {

		@Override
		public @Nullable Executor getExecutor() {
			Executor threads = super.getExecutor();
			return (threads != null) ? (work) -> threads.execute(Arrival.seenNow(work)) : null;
		}

	}

}
