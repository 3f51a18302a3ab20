package io.ackline.producer.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers errors that were raised outside of any controller.
 */
@RestController
class ProblemErrorController implements ErrorController {

	@RequestMapping("${spring.web.error.path:/error}")
	@Nullable ResponseEntity<Object> error(HttpServletRequest request, HttpServletResponse response) {
		if (response.isCommitted()) { // a stream whose client is gone
			return null;
		}
		Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
		Problem problem = StatusProblems.of((status instanceof Integer code) ? code : 404, null);
		return ProblemResponses.of(problem.of(IdempotencyKey.ifValid(request), null));
	}

}
