package io.ackline.producer.web;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;

/**
 * Another shape of problems, for clients that know no problem details.
 */
public interface ProblemShape {

	/**
	 * Returns whether the clients of a request expect this shape.
	 */
	boolean appliesTo(HttpServletRequest request);

	/**
	 * Returns the media type of this shape.
	 */
	MediaType contentType();

	/**
	 * Returns what is written as JSON.
	 */
	Object body(Problem problem);

}
