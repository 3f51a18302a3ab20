package io.ackline.inspector;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Shows what a cluster, its topics and its groups are doing.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class InspectorApplication {

	public static void main(String[] args) {
		SpringApplication.run(InspectorApplication.class, args);
	}

}
