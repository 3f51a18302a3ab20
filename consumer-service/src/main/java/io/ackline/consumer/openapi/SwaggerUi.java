package io.ackline.consumer.openapi;

import java.io.IOException;
import java.util.Properties;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves Swagger UI at {@code /swagger-ui}, showing this service's document.
 */
@Configuration(proxyBeanMethods = false)
class SwaggerUi implements WebMvcConfigurer {

	private static final String INDEX = "/swagger-ui/index.html";

	@Override
	public void addViewControllers(ViewControllerRegistry registry) {
		registry.addRedirectViewController("/swagger-ui", INDEX);
		registry.addRedirectViewController("/swagger-ui/", INDEX);
		registry.addRedirectViewController("/swagger-ui.html", INDEX);
	}

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		registry.addResourceHandler("/swagger-ui/**")
			.addResourceLocations("classpath:/swagger-ui/", // names the document
					"classpath:/META-INF/resources/webjars/swagger-ui/%s/".formatted(version()));
	}

	private static String version() {
		try {
			Properties properties = PropertiesLoaderUtils
				.loadAllProperties("META-INF/maven/org.webjars/swagger-ui/pom.properties");
			return properties.getProperty("version");
		}
		catch (IOException ex) {
			throw new IllegalStateException("Swagger UI is not on the class path", ex);
		}
	}

}
