package io.ackline.producer.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Reads which media types a client accepts. A charset means nothing to JSON, which is
 * UTF-8 (RFC 8259), and so it is passed over rather than tried.
 */
@Component
class AcceptedTypes implements ContentNegotiationStrategy, WebMvcConfigurer {

	private static final String CHARSET = "charset";

	private final ContentNegotiationStrategy header = new HeaderContentNegotiationStrategy();

	@Override
	public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
		configurer.strategies(List.of(this));
	}

	@Override
	public List<MediaType> resolveMediaTypes(NativeWebRequest request) throws HttpMediaTypeNotAcceptableException {
		return this.header.resolveMediaTypes(request).stream().map(AcceptedTypes::withoutCharset).toList();
	}

	private static MediaType withoutCharset(MediaType type) {
		if (type.getParameter(CHARSET) == null) {
			return type;
		}
		Map<String, String> parameters = new HashMap<>(type.getParameters());
		parameters.remove(CHARSET);
		return new MediaType(type, parameters);
	}

}
