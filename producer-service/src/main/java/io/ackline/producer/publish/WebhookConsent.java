package io.ackline.producer.publish;

import io.ackline.producer.security.Callers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Consents to deliveries of webhooks, as the validation handshake of <a href=
 * "https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md#4-abuse-protection">HTTP
 * 1.1 Web Hooks for Event Delivery</a> asks for before the first one. Whoever may POST
 * events may deliver webhooks: any origin is consented to, at the caller's rate.
 */
@Component
class WebhookConsent implements WebMvcConfigurer, HandlerInterceptor {

	private static final String REQUEST_ORIGIN = "WebHook-Request-Origin";

	private static final String ALLOWED_ORIGIN = "WebHook-Allowed-Origin";

	private static final String ALLOWED_RATE = "WebHook-Allowed-Rate";

	private final Callers callers;

	WebhookConsent(Callers callers) {
		this.callers = callers;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).addPathPatterns("/api/v1/events", "/api/v1/topics/*/events");
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		String origin = request.getHeader(REQUEST_ORIGIN);
		if (HttpMethod.OPTIONS.matches(request.getMethod()) && origin != null) {
			response.setHeader(ALLOWED_ORIGIN, origin);
			response.setHeader(ALLOWED_RATE, this.callers.of(request).requestsPerMinute());
		}
		return true;
	}

}
