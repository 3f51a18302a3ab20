package io.ackline.producer.web;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Takes on the answers that controllers promise. Spring would have the server dispatch
 * the request a second time when the answer is there, which takes longer than all that is
 * done for an event.
 */
class PendingAnswerHandler implements HandlerMethodReturnValueHandler {

	private final JsonMapper json;

	PendingAnswerHandler(JsonMapper json) {
		this.json = json;
	}

	@Override
	public boolean supportsReturnType(MethodParameter returnType) {
		return returnType.getParameterType() == CompletableFuture.class;
	}

	@Override
	@SuppressWarnings("unchecked") // what controllers promise is a ResponseEntity
	public void handleReturnValue(@Nullable Object returnValue, MethodParameter returnType,
			ModelAndViewContainer mavContainer, NativeWebRequest webRequest) throws IOException {
		mavContainer.setRequestHandled(true);
		HttpServletRequest request = Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
		HttpServletResponse response = Objects.requireNonNull(webRequest.getNativeResponse(HttpServletResponse.class));
		CompletableFuture<ResponseEntity<?>> answer = (CompletableFuture<ResponseEntity<?>>) Objects
			.requireNonNull(returnValue);
		new PendingAnswer(answer, contentType(request), this.json).to(request, response);
	}

	/**
	 * Returns the one that the client prefers of those that can be written; the mapping
	 * has refused who accepts none.
	 */
	@SuppressWarnings("unchecked") // as documented of the attribute
	private static MediaType contentType(HttpServletRequest request) {
		Object producible = request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE);
		List<MediaType> written = (producible != null) ? List.copyOf((Collection<MediaType>) producible)
				: List.of(MediaType.APPLICATION_JSON);
		if (written.size() == 1) {
			return written.get(0);
		}
		List<MediaType> accepted = MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
		MimeTypeUtils.sortBySpecificity(accepted);
		return accepted.stream()
			.flatMap((range) -> written.stream().filter(range::includes))
			.findFirst()
			.orElse(written.get(0));
	}

}
