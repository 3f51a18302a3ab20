package io.ackline.workbench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.ackline.events.Event;
import io.ackline.workbench.evidence.Answer;
import io.ackline.workbench.evidence.Identity;
import io.ackline.workbench.evidence.Journal;
import io.ackline.workbench.evidence.Place;
import io.ackline.workbench.evidence.Try;
import io.ackline.workbench.evidence.Written;
import io.ackline.workbench.load.ScriptedProducer.Reply;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class OrderedPostsTests {

	private static final RetryPolicy QUICK = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(20),
			Duration.ofSeconds(20));

	private final Payments payments = new Payments("r", 7, 1);

	private final Journal journal = new Journal();

	@Test
	void tellsTheTriesOfSeveralClientsOfOneEventApart() throws Exception {
		try (ScriptedProducer producer = new ScriptedProducer((request) -> Reply.stored(request, 0, 1))) {
			ProducerClient client = new ProducerClient(List.of(producer.address()), "payments", Duration.ofSeconds(5));
			Posts all = Posts.all(IntStream.range(0, 3)
				.mapToObj(
						(number) -> new OrderedPosts(client, RetryPolicy.PATIENT, this.journal, Forms.SINGLES, number))
				.toList());
			assertThat(all.post(this.payments.event(0)).get().acknowledged()).isTrue();
			assertThat(this.journal.tries()).extracting(Try::attempt)
				.containsExactlyInAnyOrder(1, 1 + Try.CLIENT, 1 + 2 * Try.CLIENT);
			assertThat(this.journal.tries()).noneMatch(Try::isRetry);
		}
	}

	@Test
	void postsTheEventAndJournalsItsPlace() throws Exception {
		try (ScriptedProducer producer = new ScriptedProducer((request) -> Reply.stored(request, 3, 17))) {
			Event event = this.payments.event(0);
			Answer answer = posts(producer, QUICK).post(event).get();
			assertThat(answer.acknowledged()).isTrue();
			assertThat(answer.place()).isEqualTo(new Place(3, 17));
			assertThat(answer.identity()).isEqualTo(Identity.of(event));
			assertThat(producer.requests).singleElement().satisfies((request) -> {
				assertThat(request.path("id").stringValue()).isEqualTo("r-0");
				assertThat(request.path("source").stringValue()).isEqualTo("/workbench/r");
				assertThat(request.path("type").stringValue()).isEqualTo(event.type());
				assertThat(request.path("key").stringValue()).isEqualTo("r-a-0");
				assertThat(request.path("attempt").intValue()).isEqualTo(1);
				assertThat(request.path("data").toString()).isEqualTo(event.data().toString());
			});
		}
		assertThat(this.journal.tries()).singleElement().satisfies((told) -> {
			assertThat(told.attempt()).isEqualTo(1);
			assertThat(told.answeredAt()).isGreaterThan(told.sentAt());
		});
	}

	@Test
	void repeatsWhatIsRetryableWithTheSameIdentity() throws Exception {
		try (ScriptedProducer producer = new ScriptedProducer(byAttempt(Reply.problem(503, "no", true),
				Reply.problem(504, "unknown", true), Reply.NONE, new Reply(500, "oops", null)))) {
			assertThat(posts(producer, QUICK).post(this.payments.event(0)).get().acknowledged()).isTrue();
			assertThat(producer.requests).hasSize(5)
				.allMatch((request) -> request.path("id").stringValue().equals("r-0"))
				.allMatch((request) -> request.path("source").stringValue().equals("/workbench/r"));
			assertThat(producer.requests).extracting((request) -> request.path("attempt").intValue())
				.containsExactly(1, 2, 3, 4, 5);
		}
		assertThat(this.journal.tries()).extracting(Try::attempt).containsExactly(1, 2, 3, 4, 5);
		assertThat(this.journal.tries()).extracting((told) -> told.answer().written())
			.containsExactly(Written.NO, Written.UNKNOWN, Written.UNKNOWN, Written.UNSAID, Written.YES);
		assertThat(this.journal.tries()).extracting((told) -> told.answer().status())
			.containsExactly(503, 504, 0, 500, 201);
		assertThat(this.journal.acknowledged()).isOne();
	}

	@Test
	void leavesWhatIsNotRetryable() throws Exception {
		try (ScriptedProducer producer = new ScriptedProducer((request) -> Reply.problem(422, "no", false))) {
			Answer answer = posts(producer, QUICK).post(this.payments.event(0)).get();
			assertThat(answer.written()).isEqualTo(Written.NO);
			assertThat(answer.detail()).isEqualTo("Not now.");
			assertThat(producer.requests).hasSize(1);
		}
	}

	@Test
	void takesAnAnswerThatPromisesNothingForUnknown() throws Exception {
		try (ScriptedProducer producer = new ScriptedProducer(
				(request) -> new Reply(202, "{\"offset\": null}", null))) {
			Answer answer = posts(producer, QUICK).post(this.payments.event(0)).get();
			assertThat(answer.written()).isEqualTo(Written.UNKNOWN);
			assertThat(producer.requests).hasSize(1);
		}
	}

	@Test
	void waitsForAProducerThatIsNotThere() throws Exception {
		int port = freePort();
		OrderedPosts posts = posts(URI.create("http://127.0.0.1:" + port), QUICK);
		CompletableFuture<Answer> post = posts.post(this.payments.event(0));
		Awaitility.await().until(() -> this.journal.tries().size() >= 3);
		assertThat(this.journal.tries()).allMatch((told) -> told.answer().written() == Written.NO)
			.allMatch((told) -> told.answer().status() == 0);
		try (ScriptedProducer producer = new ScriptedProducer(port, (request) -> Reply.stored(request, 0, 0))) {
			assertThat(post.get().acknowledged()).isTrue();
			assertThat(producer.requests).hasSize(1);
		}
	}

	@Test
	void triesTheNextProducer() throws Exception {
		try (ScriptedProducer ill = new ScriptedProducer((request) -> Reply.problem(503, "no", true));
				ScriptedProducer well = new ScriptedProducer((request) -> Reply.stored(request, 0, 0))) {
			ProducerClient client = new ProducerClient(List.of(ill.address(), well.address()), "payments",
					Duration.ofSeconds(5));
			OrderedPosts posts = new OrderedPosts(client, QUICK, this.journal, Forms.SINGLES);
			for (int number = 0; number < 4; number++) {
				assertThat(posts.post(this.payments.event(number)).get().acknowledged()).isTrue();
			}
			assertThat(well.requests).hasSize(4);
			assertThat(ill.requests).hasSize(2);
		}
	}

	@Test
	void givesUpWhenPatienceEnds() throws Exception {
		RetryPolicy impatient = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(200), Duration.ofSeconds(3));
		try (ScriptedProducer producer = new ScriptedProducer((request) -> Reply.problem(504, "unknown", true))) {
			Answer answer = posts(producer, impatient).post(this.payments.event(0)).get();
			assertThat(answer.written()).isEqualTo(Written.UNKNOWN);
			assertThat(producer.requests).hasSizeGreaterThan(1);
		}
	}

	@Test
	void waitsAsLongAsItIsAskedTo() throws Exception {
		try (ScriptedProducer producer = new ScriptedProducer(byAttempt(Reply.problem(503, "no", true).after("1")))) {
			posts(producer, QUICK).post(this.payments.event(0)).get();
		}
		List<Try> tries = this.journal.tries();
		assertThat(Duration.ofNanos(tries.get(1).sentAt() - tries.get(0).answeredAt()))
			.isGreaterThanOrEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void givesUpWaitingForAnAnswer() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		try (ScriptedProducer producer = new ScriptedProducer((request) -> {
			await(end);
			return Reply.NONE;
		})) {
			ProducerClient client = new ProducerClient(List.of(producer.address()), "payments", Duration.ofMillis(50));
			RetryPolicy once = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);
			Answer answer = new OrderedPosts(client, once, this.journal, Forms.SINGLES).post(this.payments.event(0))
				.get();
			assertThat(answer.written()).isEqualTo(Written.UNKNOWN);
			end.countDown();
		}
	}

	@Test
	void postsTheNextEventOfAKeyOnlyWhenTheOneBeforeIsSettled() throws Exception {
		try (ScriptedProducer producer = new ScriptedProducer(
				byAttempt(Reply.problem(503, "no", true), Reply.problem(504, "unknown", true)))) {
			OrderedPosts posts = posts(producer, QUICK);
			List<CompletableFuture<Answer>> all = this.payments.events(5).map(posts::post).toList();
			for (CompletableFuture<Answer> post : all) {
				assertThat(post.get().acknowledged()).isTrue();
			}
			assertThat(producer.requests)
				.extracting((request) -> request.path("id").stringValue() + "/" + request.path("attempt").intValue())
				.containsExactly("r-0/1", "r-0/2", "r-0/3", "r-1/1", "r-1/2", "r-1/3", "r-2/1", "r-2/2", "r-2/3",
						"r-3/1", "r-3/2", "r-3/3", "r-4/1", "r-4/2", "r-4/3");
		}
	}

	@Test
	void doesNotHoldOtherKeysBack() throws Exception {
		Payments two = new Payments("r", 7, 2);
		String held = two.accounts().get(0);
		CountDownLatch end = new CountDownLatch(1);
		try (ScriptedProducer producer = new ScriptedProducer((request) -> {
			if (request.path("key").stringValue().equals(held)) {
				await(end);
			}
			return Reply.stored(request, 0, 0);
		})) {
			OrderedPosts posts = posts(producer, QUICK);
			List<CompletableFuture<Answer>> heldPosts = two.events(10)
				.filter((event) -> event.key().equals(held))
				.map(posts::post)
				.toList();
			for (Event event : two.events(10).filter((event) -> !event.key().equals(held)).toList()) {
				assertThat(posts.post(event).get().acknowledged()).isTrue();
			}
			assertThat(heldPosts).isNotEmpty().noneMatch(CompletableFuture::isDone);
			end.countDown();
			CompletableFuture.allOf(heldPosts.toArray(CompletableFuture[]::new)).get();
		}
	}

	@Test
	void keepsAsManyClientsBusyAsAskedAndNoMore() throws Exception {
		CountDownLatch full = new CountDownLatch(4);
		Payments many = new Payments("r", 7, 1000);
		try (ScriptedProducer producer = new ScriptedProducer((request) -> {
			full.countDown();
			await(full);
			return Reply.stored(request, 0, 0);
		})) {
			new ClosedLoop(posts(producer, QUICK), 4).post(many.events(100));
			assertThat(producer.requests).hasSize(100);
		}
		this.journal.close();
		assertThat(this.journal.awaitAcknowledged(100)).isTrue();
		assertThat(this.journal.awaitAcknowledged(101)).isFalse();
		assertThat(mostAtOnce(this.journal.tries())).isEqualTo(4);
	}

	private static long mostAtOnce(List<Try> tries) {
		return tries.stream()
			.mapToLong((one) -> tries.stream()
				.filter((other) -> other.sentAt() <= one.sentAt() && one.sentAt() < other.answeredAt())
				.count())
			.max()
			.orElseThrow();
	}

	private OrderedPosts posts(ScriptedProducer producer, RetryPolicy retry) {
		return posts(producer.address(), retry);
	}

	private OrderedPosts posts(URI producer, RetryPolicy retry) {
		return new OrderedPosts(new ProducerClient(List.of(producer), "payments", Duration.ofSeconds(5)), retry,
				this.journal, Forms.SINGLES);
	}

	/**
	 * Answers the first tries of each event with the replies in turn, later ones with
	 * 201.
	 */
	private static Function<JsonNode, Reply> byAttempt(Reply... replies) {
		return (request) -> {
			int attempt = request.path("attempt").intValue();
			return (attempt <= replies.length) ? replies[attempt - 1] : Reply.stored(request, 0, attempt);
		};
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
