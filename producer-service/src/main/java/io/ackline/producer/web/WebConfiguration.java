package io.ackline.producer.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.apache.catalina.core.StandardHost;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

@Configuration(proxyBeanMethods = false)
class WebConfiguration {

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsFromTomcat() {
		return (factory) -> factory.addContextCustomizers((context) -> {
			if (context.getParent() instanceof StandardHost host) {
				host.setErrorReportValveClass(ProblemErrorReportValve.class.getName());
			}
		});
	}

	@Bean
	SmartInitializingSingleton pendingAnswers(RequestMappingHandlerAdapter controllers, JsonMapper json) {
		return () -> {
			List<HandlerMethodReturnValueHandler> handlers = new ArrayList<>();
			handlers.add(new PendingAnswerHandler(json));
			handlers.addAll(Objects.requireNonNull(controllers.getReturnValueHandlers()));
			controllers.setReturnValueHandlers(handlers);
		};
	}

}
