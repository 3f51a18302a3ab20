package io.ackline.producer.security;

import io.ackline.producer.web.ProblemWriter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	/**
	 * After the filters that count requests, and before all that read them.
	 */
	private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

	@Bean
	FilterRegistrationBean<CallerFilter> callerFilter(Callers callers, ProblemWriter problems, MeterRegistry meters) {
		FilterRegistrationBean<CallerFilter> registration = new FilterRegistrationBean<>(
				new CallerFilter(callers, problems, CallerMetrics.unknown(meters)));
		registration.setEnabled(callers.areDeclared());
		registration.setOrder(ORDER);
		return registration;
	}

}
