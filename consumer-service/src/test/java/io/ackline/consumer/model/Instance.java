package io.ackline.consumer.model;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import io.ackline.consumer.deadletter.DeadLetters;
import io.ackline.consumer.inbox.Inbox;
import io.ackline.consumer.inbox.InboxProperties;
import io.ackline.consumer.parking.RetryProperties;
import io.ackline.consumer.topic.ConsumedTopics;
import io.ackline.consumer.topic.TopicsProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The consumer's own beans, without Kafka, the web, and whatever starts by itself.
 */
final class Instance implements AutoCloseable {

	private static final Duration ENDLESS = Duration.ofDays(1);

	static final int MAX_ATTEMPTS = 6;

	/**
	 * Leases of a key that may run out, one after another, before its first event is
	 * given up.
	 */
	static final int MAX_LEASES = 4;

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final SteppedDataSource dataSource;

	private final String name;

	/**
	 * Creates an instance.
	 * @param hasty whether it ends each transaction after the first handler's call
	 */
	Instance(String name, Database database, Supplier<Logs> logs, boolean hasty) {
		this.name = name;
		this.dataSource = new SteppedDataSource(database);
		JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);
		ModelHandlers handlers = new ModelHandlers(jdbc, logs);
		register(JdbcTemplate.class, jdbc);
		register(TransactionTemplate.class, new TransactionTemplate(new JdbcTransactionManager(this.dataSource)));
		register(MeterRegistry.class, new SimpleMeterRegistry());
		register(InboxProperties.class, new InboxProperties(4, hasty ? Duration.ZERO : ENDLESS, ENDLESS));
		RetryProperties retries = new RetryProperties(MAX_ATTEMPTS, Duration.ofMinutes(1), Duration.ofMinutes(1),
				RetryProperties.OnExhausted.CONTINUE, 1, Duration.ofSeconds(1), 3, Duration.ofMinutes(1),
				hasty ? 3 : 1000);
		register(RetryProperties.class, retries);
		register(ConsumedTopics.class, topics(retries));
		register(ModelHandlers.Single.class, handlers.single());
		register(ModelHandlers.Batch.class, handlers.batch());
		register(DeadLetters.class, new DeadLetters(jdbc));
		ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(this.context);
		scanner.addExcludeFilter(new AssignableTypeFilter(Lifecycle.class));
		scanner.scan("io.ackline.consumer.inbox", "io.ackline.consumer.handler", "io.ackline.consumer.progress",
				"io.ackline.consumer.parking", "io.ackline.consumer.retry", "io.ackline.consumer.recorder");
		this.context.refresh();
	}

	private static ConsumedTopics topics(RetryProperties retries) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("topics", Map.of("ackline.topics.%s.partitions".formatted(Logs.TOPIC), 2)));
		return new ConsumedTopics(new TopicsProperties(Map.of()), retries, environment);
	}

	private <T> void register(Class<T> type, T bean) {
		this.context.registerBean(type, () -> bean);
	}

	BeanFactory beans() {
		return this.context;
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/**
	 * Forgets what it knows of the partitions, as if it had been started anew.
	 */
	void forget(Logs logs) {
		for (int partition = 0; partition < Logs.PARTITIONS; partition++) {
			bean(Inbox.class).forget(logs.partition(partition));
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

	@Override
	public void close() throws SQLException {
		this.context.close();
		this.dataSource.close();
	}

}
