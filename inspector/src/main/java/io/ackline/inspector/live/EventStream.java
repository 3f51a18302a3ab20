package io.ackline.inspector.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletResponse;

/**
 * Server-sent events on a response.
 */
public record EventStream(HttpServletResponse response) {

	public EventStream {
		response.setContentType("text/event-stream");
		response.setCharacterEncoding(StandardCharsets.UTF_8);
		response.setHeader("Cache-Control", "no-store");
	}

	public void send(String json) throws IOException {
		write("data:" + json + "\n\n");
	}

	public void beat() throws IOException {
		write(":\n\n");
	}

	private void write(String text) throws IOException {
		this.response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
		this.response.flushBuffer();
	}

}
