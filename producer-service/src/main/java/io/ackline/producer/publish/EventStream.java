package io.ackline.producer.publish;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

import io.ackline.producer.publish.LineReader.Line;
import io.ackline.producer.security.Caller;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.web.BrokenBody;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * A stream of events, one a line, that is read and answered at the same time.
 *
 * @param named the topic that the request names, or {@code null}
 * @param caller who sends it
 * @param acks the acks that it asks for
 * @param ids what gives ids to events without one, if not the service
 * @param trace the trace that all its events belong to
 */
record EventStream(@Nullable Topic named, Caller caller, AcksParameter acks, @Nullable DerivedIds ids,
		TraceContext trace) {

	/**
	 * Reads the stream to its end, or until it must end, and sees its answer written. If
	 * the client goes away or does not read, that is the end too.
	 */
	void run(InputStream body, int maxLine, StreamIntake intake, StreamAnswer answer, OpenStreams streams)
			throws InterruptedException {
		CompletableFuture<@Nullable Void> written = new CompletableFuture<>();
		streams.execute(() -> write(answer, written));
		try {
			answer.end(read(new LineReader(body, maxLine), intake, answer, streams));
		}
		catch (IOException ex) {
			answer.end(OpenStreams.stopping()); // the client is gone and will not see it
		}
		await(written);
	}

	private @Nullable ProblemException read(LineReader lines, StreamIntake intake, StreamAnswer answer,
			OpenStreams streams) throws IOException, InterruptedException {
		try {
			BooleanSupplier ending = () -> streams.closing() || answer.ended();
			Line line = lines.next();
			while (line != null && !answer.ended()) {
				if (!this.caller.awaitTurn(ending)) {
					return streams.closing() ? OpenStreams.stopping() : null;
				}
				answer.add(line.number(), intake.publish(this, line));
				if (streams.closing()) {
					return OpenStreams.stopping();
				}
				line = answer.ended() ? null : lines.next();
			}
			return null;
		}
		catch (IOException ex) {
			return BrokenBody.of(ex);
		}
		catch (ProblemException ex) {
			return ex;
		}
	}

	private static void write(StreamAnswer answer, CompletableFuture<@Nullable Void> written) {
		try {
			answer.write();
			written.complete(null);
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			written.completeExceptionally(ex);
		}
	}

	private static void await(CompletableFuture<@Nullable Void> written) throws InterruptedException {
		try {
			written.get();
		}
		catch (ExecutionException ex) {
			if (!(ex.getCause() instanceof IOException)) { // nobody is there to be
															// answered
				throw new IllegalStateException("The answer to a stream broke off", ex.getCause());
			}
		}
	}

}
