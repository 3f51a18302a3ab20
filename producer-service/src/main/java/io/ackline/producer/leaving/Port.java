package io.ackline.producer.leaving;

import org.apache.catalina.connector.Connector;

import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Where the service listens.
 */
@Component
class Port {

	private final ApplicationContext context;

	Port(ApplicationContext context) {
		this.context = context;
	}

	/**
	 * Closes the port for new connections; those that are there are served.
	 */
	void close() {
		if (this.context instanceof WebServerApplicationContext web
				&& web.getWebServer() instanceof TomcatWebServer tomcat) {
			for (Connector connector : tomcat.getTomcat().getService().findConnectors()) {
				connector.getProtocolHandler().closeServerSocketGraceful();
			}
		}
	}

}
