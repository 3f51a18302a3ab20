package io.ackline.producer.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Bodies of requests that are read as they come, and for which nobody wants to wait any
 * more.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RequestBodies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

	private volatile @Nullable EndableHttp11Protocol protocol;

	@Override
	public void customize(TomcatServletWebServerFactory factory) {
		factory.setProtocol(EndableHttp11Protocol.class.getName());
		factory.addConnectorCustomizers((connector) -> {
			if (connector.getProtocolHandler() instanceof EndableHttp11Protocol endable) {
				this.protocol = endable;
			}
		});
	}

	/**
	 * Returns what ends the body of a request: whoever waits for more of it meets its end
	 * at once, too early as HTTP sees it. The request can still be answered; it is the
	 * last one of its connection.
	 */
	public Runnable ending(HttpServletRequest request) {
		String connectionId = request.getServletConnection().getConnectionId();
		return () -> {
			EndableHttp11Protocol running = this.protocol;
			if (running != null) {
				running.endInput(connectionId);
			}
		};
	}

}
