package io.ackline.workbench.load;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.ackline.workbench.evidence.Answer;
import io.ackline.workbench.evidence.Journal;
import io.ackline.workbench.evidence.Place;
import io.ackline.workbench.evidence.Try;
import io.ackline.workbench.evidence.Written;
import io.ackline.workbench.load.RawProducer.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class FormsTests {

	private static final Forms BATCHES = new Forms(0, 1, 0);

	private static final Forms STREAMS = new Forms(0, 0, 1);

	private static final RetryPolicy QUICK = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(20),
			Duration.ofSeconds(20));

	private static final RetryPolicy ONCE = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);

	private final Payments payments = new Payments("r", 7, 3);

	private final Journal journal = new Journal();

	@Test
	void sendsABatchAsAnArrayAndReadsEachResult() throws Exception {
		try (RawProducer producer = new RawProducer((number, body) -> new Reply(207, """
				{"results":[{"id":"r-0","source":"/workbench/r","partition":1,"offset":5,"status":201},
				{"status":422,"problem":{"written":"no","retryable":false,"detail":"Not so."}}]}"""))) {
			List<Answer> answers = attempt(producer, Form.BATCH, 2);
			assertThat(producer.bodies).singleElement().asString().startsWith("[{\"id\":\"r-0\"").endsWith("}]");
			assertThat(answers).extracting(Answer::written).containsExactly(Written.YES, Written.NO);
			assertThat(answers.get(0).place()).isEqualTo(new Place(1, 5));
			assertThat(answers.get(1).detail()).isEqualTo("Not so.");
		}
	}

	@Test
	void takesTheRefusalOfABatchForEachEvent() throws Exception {
		try (RawProducer producer = new RawProducer((number, body) -> new Reply(503, """
				{"written":"no","retryable":true,"detail":"Draining."}"""))) {
			assertThat(attempt(producer, Form.BATCH, 3)).hasSize(3)
				.allMatch((answer) -> answer.written() == Written.NO && answer.retryable());
		}
	}

	@Test
	void knowsNothingOfTheLinesThatABrokenStreamDidNotAnswer() throws Exception {
		try (RawProducer producer = new RawProducer((number, body) -> new Reply(200, """
				{"line":2,"status":504,"written":"unknown","retryable":true}
				{"line":1,"status":201,"id":"r-0","source":"/workbench/r","partition":0,"offset":3}
				"""))) {
			assertThat(attempt(producer, Form.STREAM, 3)).extracting(Answer::written)
				.containsExactly(Written.YES, Written.UNKNOWN, Written.UNKNOWN);
		}
	}

	@Test
	void takesWhatFollowsTheEndOfAStreamForUnwritten() throws Exception {
		try (RawProducer producer = new RawProducer((number, body) -> new Reply(200, """
				{"line":1,"status":201,"id":"r-0","source":"/workbench/r","partition":0,"offset":3}
				{"accepted":1,"failed":0,"through":1,"problem":{"status":503,"written":"no","retryable":true}}
				"""))) {
			assertThat(attempt(producer, Form.STREAM, 3)).extracting(Answer::written)
				.containsExactly(Written.YES, Written.NO, Written.NO);
		}
	}

	@Test
	void saysOfEachEventInEachFormWhichTryItIs() {
		List<Attempt> attempts = List.of(new Attempt(this.payments.event(0), 1),
				new Attempt(this.payments.event(1), 7));
		assertThat(new String(Form.SINGLE.body(attempts.subList(1, 2)), StandardCharsets.UTF_8))
			.contains("\"attempt\":7");
		assertThat(new String(Form.BATCH.body(attempts), StandardCharsets.UTF_8))
			.matches("\\[\\{.*\"r-0\".*\"attempt\":1.*},\\{.*\"r-1\".*\"attempt\":7.*}]");
		assertThat(new String(Form.STREAM.body(attempts), StandardCharsets.UTF_8))
			.matches("\\{.*\"r-0\".*\"attempt\":1.*}\\n\\{.*\"r-1\".*\"attempt\":7.*}\\n");
	}

	@Test
	void knowsNothingWhenAConnectionBreaks() throws Exception {
		try (RawProducer producer = new RawProducer((number, body) -> Reply.NONE)) {
			for (Form form : Form.values()) {
				assertThat(attempt(producer, form, 1)).extracting(Answer::written).containsExactly(Written.UNKNOWN);
			}
		}
	}

	@Test
	void triesFailedEventsAgainBeforeWhatCameLater() throws Exception {
		try (RawProducer producer = new RawProducer((number, body) -> {
			long lines = body.lines().count();
			StringBuilder answer = new StringBuilder();
			for (int line = 1; line <= lines; line++) {
				boolean fails = number == 1 && line % 2 == 0;
				answer.append(
						fails ? "{\"line\":%d,\"status\":503,\"written\":\"no\",\"retryable\":true}%n".formatted(line)
								: "{\"line\":%d,\"status\":201,\"partition\":0,\"offset\":%d}%n".formatted(line, line));
			}
			return new Reply(200, answer.toString());
		})) {
			OrderedPosts posts = new OrderedPosts(client(producer), QUICK, this.journal, STREAMS);
			List<CompletableFuture<Answer>> all = IntStream.range(0, 50)
				.mapToObj((number) -> posts.post(this.payments.event(number)))
				.toList();
			for (CompletableFuture<Answer> one : all) {
				assertThat(one.get().acknowledged()).isTrue();
			}
		}
		List<Try> tries = this.journal.tries();
		assertThat(tries).filteredOn((told) -> told.attempt() == 1)
			.extracting((told) -> told.event().id())
			.containsExactlyElementsOf(IntStream.range(0, 50).mapToObj((number) -> "r-" + number).toList());
		assertThat(tries).filteredOn((told) -> told.answer().acknowledged()).hasSize(50);
	}

	@Test
	void sendsWhatWaitsTogether() throws Exception {
		try (RawProducer producer = new RawProducer((number, body) -> new Reply(503, """
				{"written":"no","retryable":false}"""))) {
			OrderedPosts posts = new OrderedPosts(client(producer), ONCE, this.journal, BATCHES);
			List<CompletableFuture<Answer>> all = IntStream.range(0, 120)
				.mapToObj((number) -> posts.post(this.payments.event(number)))
				.toList();
			for (CompletableFuture<Answer> one : all) {
				one.get();
			}
			assertThat(producer.bodies).hasSizeLessThan(20);
		}
	}

	private List<Answer> attempt(RawProducer producer, Form form, int events) throws Exception {
		return client(producer).send(form, this.payments.events(events).map((event) -> new Attempt(event, 1)).toList())
			.get()
			.answers();
	}

	private static ProducerClient client(RawProducer producer) {
		return new ProducerClient(List.of(producer.address()), "payments", Duration.ofSeconds(5));
	}

}
