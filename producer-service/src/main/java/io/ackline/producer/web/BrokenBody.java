package io.ackline.producer.web;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.zip.ZipException;

import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;

/**
 * Bodies that could not be read to their end.
 */
public final class BrokenBody {

	private BrokenBody() {
	}

	/**
	 * Returns what a failure to read says of the body.
	 * @throws IOException if the client is gone
	 */
	public static ProblemException of(IOException failure) throws IOException {
		if (failure instanceof EOFException) {
			return endedEarly();
		}
		if (failure instanceof ZipException) {
			return ProblemType.BAD_REQUEST.exception("The body is announced as gzip and is none.");
		}
		if (failure instanceof ClientAbortException && failure.getCause() instanceof SocketTimeoutException) {
			return ProblemType.REQUEST_TIMEOUT.exception("The body stopped arriving before its end.");
		}
		if (failure instanceof BadRequestException) {
			return ProblemType.BAD_REQUEST.exception("The body's chunks are not well-formed.");
		}
		throw failure;
	}

	/**
	 * Returns what a body with fewer bytes than announced is answered with.
	 */
	public static ProblemException endedEarly() {
		return ProblemType.BAD_REQUEST.exception("The body ended before its announced end.");
	}

}
