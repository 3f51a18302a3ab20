package io.ackline.cluster.supervisor;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How much of everything there shall be.
 *
 * @param brokers Kafka brokers, on 9092 and on
 * @param zookeepers ZooKeeper servers, on 2181 and on
 * @param producers instances of the producer, on 8080, then 8082 and on
 * @param consumers instances of the consumer, on 8081, then behind the producers
 * @param inspector whether there is an inspector, on 8989
 */
public record Size(int brokers, int zookeepers, int producers, int consumers, boolean inspector) {

	static final int INSPECTOR_PORT = 8989;

	/**
	 * Makes a size without an inspector.
	 */
	public Size(int brokers, int zookeepers, int producers, int consumers) {
		this(brokers, zookeepers, producers, consumers, false);
	}

	public String describe() {
		return Stream.of(count(this.zookeepers, "ZooKeeper server"), count(this.brokers, "broker"), "PostgreSQL",
				count(this.producers, "producer"), count(this.consumers, "consumer"), this.inspector ? "inspector" : "")
			.filter((part) -> !part.isEmpty())
			.collect(Collectors.joining(", "));
	}

	public String bootstrapServers() {
		return IntStream.range(9092, 9092 + this.brokers)
			.mapToObj((port) -> "localhost:" + port)
			.collect(Collectors.joining(","));
	}

	private static String count(int number, String what) {
		return (number == 0) ? "" : number + " " + what + ((number > 1) ? "s" : "");
	}

	int producerPort(int number) {
		return (number == 1) ? 8080 : 8080 + number;
	}

	int consumerPort(int number) {
		return (number == 1) ? 8081 : 8079 + Math.max(1, this.producers) + number;
	}

}
