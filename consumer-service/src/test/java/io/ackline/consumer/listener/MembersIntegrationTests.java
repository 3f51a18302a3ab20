package io.ackline.consumer.listener;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.consumer.RunningConsumer;
import io.ackline.consumer.TestTopics;
import io.ackline.consumer.handler.EventHandler;
import io.ackline.events.Event;
import io.ackline.events.EventData;
import io.ackline.events.EventRecords;
import io.ackline.events.payment.AccountChain;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@WithLocalCluster
class MembersIntegrationTests {

	private static final AtomicInteger tests = new AtomicInteger();

	private static final int PARTITIONS = 6;

	private final Map<String, Object> properties = new HashMap<>();

	private String topic;

	private TestTopics topics;

	@BeforeEach
	void createTopics(LocalCluster cluster) {
		int test = tests.incrementAndGet();
		this.topic = "members-" + test;
		this.topics = new TestTopics(cluster.bootstrapServers());
		List<String> shipped = List.of("payments", "webhooks", "clicks");
		shipped.forEach((name) -> this.topics.create(name, 1));
		this.topics.skip("members-" + test, shipped);
		this.topics.create(this.topic, PARTITIONS);
		this.properties.put("spring.kafka.bootstrap-servers", cluster.bootstrapServers());
		this.properties.put("spring.datasource.url", cluster.createDatabase("members_" + test));
		this.properties.put("spring.datasource.username", cluster.jdbcUser());
		this.properties.put("spring.datasource.password", cluster.jdbcPassword());
		this.properties.put("spring.kafka.consumer.group-id", "members-" + test);
		this.properties.put("ackline.topics." + this.topic + ".default-type", "record");
		this.properties.put("ackline.consumer.listener.concurrency", "2");
	}

	@AfterEach
	void closeTopics() {
		this.topics.close();
	}

	private RunningConsumer start(Class<?>... handlers) {
		return RunningConsumer.start(this.properties, handlers);
	}

	private static Set<String> members(RunningConsumer consumer, String what) {
		return StreamSupport.stream(consumer.json("/api/v1/group").get("members").spliterator(), false)
			.map((member) -> member.get(what).asString())
			.collect(Collectors.toSet());
	}

	/**
	 * Static members, whose session lasts longer than the test waits: those that are
	 * stopped have to leave by themselves.
	 */
	@Test
	void joinAndLeaveUnderLoadWithoutLosingDoublingOrReordering() {
		this.properties.put("spring.kafka.consumer.properties.session.timeout.ms", "120000");
		RunningConsumer first = named("first").ready();
		CompletableFuture<Map<String, AccountChain>> sent = CompletableFuture.supplyAsync(() -> pay(3000));
		try (RunningConsumer last = joinAndLeave(first)) {
			Map<String, AccountChain> chains = sent.join();
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> chains.forEach(
						(account, chain) -> assertThat(last.json("/api/v1/accounts/" + account).get("chain").asString())
							.isEqualTo(chain.toString())));
			assertThat(members(last, "instanceId")).containsExactlyInAnyOrder("last-0", "last-1");
		}
	}

	private RunningConsumer joinAndLeave(RunningConsumer first) {
		try (RunningConsumer second = named("second").ready()) {
			assertThat(members(second, "instanceId")).containsExactlyInAnyOrder("first-0", "first-1", "second-0",
					"second-1");
			first.close();
			return named("last").ready();
		}
	}

	private RunningConsumer named(String instance) {
		this.properties.put("ackline.consumer.instance-id", instance);
		return start();
	}

	private Map<String, AccountChain> pay(int events) {
		Map<String, AccountChain> chains = new HashMap<>();
		for (int i = 0; i < events; i++) {
			String account = this.topic + "-" + i % 12;
			Event event = Event.builder("pay-" + i, "/test", "payment.captured", OffsetDateTime.now(ZoneOffset.UTC))
				.key(account)
				.data(EventData.ofUtf8("{\"account\":\"%s\",\"amount\":1,\"currency\":\"EUR\"}".formatted(account)))
				.build();
			this.topics.send(EventRecords.toRecord(this.topic, i % PARTITIONS, event));
			chains.merge(account, AccountChain.EMPTY.with(event), (known, one) -> known.with(event));
		}
		return chains;
	}

	/**
	 * The events of a poll take twice as long as a member may take between two polls.
	 */
	@Test
	void stayInTheGroupWhenHandlersAreSlow() {
		this.properties.put("spring.kafka.consumer.properties.max.poll.interval.ms", "3000");
		this.properties.put("ackline.consumer.listener.poll-budget", "1s");
		this.properties.put("ackline.consumer.inbox.batch-time", "500ms");
		this.properties.put("ackline.consumer.listener.concurrency", "1");
		SlowHandler.calls.set(0);
		for (int i = 0; i < 40; i++) {
			this.topics.send(this.topic, 0, "slow.event", "slow-" + i, "k", "{}");
		}
		try (RunningConsumer consumer = start(SlowHandler.class).ready()) {
			Set<String> before = members(consumer, "memberId");
			consumer.receipt("slow-39");
			assertThat(members(consumer, "memberId")).isEqualTo(before);
			assertThat(SlowHandler.calls).hasValue(40);
		}
	}

	@Test
	void areReportedWhenTheirThreadDiesAndStartedAgain() {
		FatalHandler.armed.set(true);
		try (RunningConsumer consumer = start(FatalHandler.class).ready()) {
			this.topics.send(this.topic, 0, "fatal.event", "fatal", "k", "{}");
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(consumer.health().toString()).contains("\"status\":\"DOWN\"",
						"of 2 listeners have"));
			assertThat(consumer.receipt("fatal").get("state").asString()).isEqualTo("processed");
			consumer.ready();
		}
	}

	/**
	 * A handler that takes its time.
	 */
	static class SlowHandler implements EventHandler<Void> {

		static final AtomicInteger calls = new AtomicInteger();

		@Override
		public String type() {
			return "slow.*";
		}

		@Override
		public void handle(Event event, Void data) {
			calls.incrementAndGet();
			long end = System.nanoTime() + Duration.ofMillis(150).toNanos();
			while (System.nanoTime() - end < 0) {
				LockSupport.parkNanos(end - System.nanoTime());
			}
		}

	}

	/**
	 * A handler that fails once in a way that no thread survives.
	 */
	static class FatalHandler implements EventHandler<Void> {

		static final AtomicBoolean armed = new AtomicBoolean();

		@Override
		public String type() {
			return "fatal.*";
		}

		@Override
		public void handle(Event event, Void data) {
			if (armed.compareAndSet(true, false)) {
				throw new InternalError("as if the virtual machine were broken");
			}
		}

	}

}
