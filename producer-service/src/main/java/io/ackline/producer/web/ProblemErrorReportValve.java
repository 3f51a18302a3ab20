package io.ackline.producer.web;

import java.io.IOException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;

/**
 * Answers requests that Tomcat itself refuses. Tomcat makes it from its name, which is
 * why it is public.
 */
public class ProblemErrorReportValve extends ErrorReportValve {

	@Override
	protected void report(Request request, Response response, @Nullable Throwable throwable) {
		int status = "CONNECT".equals(request.getMethod()) ? 405 : response.getStatus();
		if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		try {
			response.setStatus(status);
			response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
			response.getOutputStream().write(JsonMapper.shared().writeValueAsBytes(StatusProblems.of(status, null)));
			response.finishResponse();
		}
		catch (IOException | IllegalStateException ex) {
			// the connection is gone: nobody is there to be answered
		}
	}

}
