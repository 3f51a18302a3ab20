package io.ackline.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.ackline.cluster.kafka.ZooKeeperPorts;

/**
 * The ports of a cluster, which stay the same over all lives of its processes.
 *
 * @param zookeepers of each ZooKeeper server
 * @param brokers of each broker
 * @param postgres of PostgreSQL
 */
public record PortPlan(List<ZooKeeperPorts> zookeepers, List<Integer> brokers, int postgres) {

	public PortPlan {
		zookeepers = List.copyOf(zookeepers);
		brokers = List.copyOf(brokers);
	}

	/**
	 * Returns ports that nobody listens on now.
	 */
	public static PortPlan free(int zookeepers, int brokers) {
		Free free = new Free();
		return new PortPlan(IntStream.range(0, zookeepers).mapToObj((i) -> free.zookeeper(free.next())).toList(),
				IntStream.range(0, brokers).mapToObj((i) -> free.next()).toList(), free.next());
	}

	/**
	 * Returns the ports that everybody expects: ZooKeeper on 2181 and on, brokers on 9092
	 * and on, PostgreSQL on 5432 or, if that is taken, the next free one.
	 */
	public static PortPlan wellKnown(int zookeepers, int brokers) {
		Free free = new Free();
		return new PortPlan(IntStream.range(2181, 2181 + zookeepers).mapToObj(free::zookeeper).toList(),
				IntStream.range(9092, 9092 + brokers).boxed().toList(),
				IntStream.range(5432, 5532).filter(PortPlan::isFree).findFirst().orElse(5432));
	}

	/**
	 * Returns whether nobody listens on the given port of the loopback interface.
	 */
	public static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Picks free ports below those that systems give to outgoing connections: a broker
	 * that was killed has to get its port back.
	 */
	private static final class Free {

		private final Set<Integer> picked = new HashSet<>();

		int next() {
			for (int attempt = 0; attempt < 1000; attempt++) {
				int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
				if (isFree(port) && this.picked.add(port)) {
					return port;
				}
			}
			throw new IllegalStateException("No free port was found between 10000 and 32000");
		}

		ZooKeeperPorts zookeeper(int client) {
			return new ZooKeeperPorts(client, next(), next());
		}

	}

	/**
	 * Returns where the brokers listen, on the addresses that their names stand for.
	 */
	List<String> bootstrapServers(UnaryOperator<String> address) {
		return IntStream.range(0, this.brokers.size())
			.mapToObj((i) -> address.apply("broker-" + (i + 1)) + ":" + this.brokers.get(i))
			.toList();
	}

	/**
	 * Returns where the ZooKeeper servers take clients, on the addresses that their names
	 * stand for.
	 */
	List<String> zookeeperConnect(UnaryOperator<String> address) {
		return IntStream.range(0, this.zookeepers.size())
			.mapToObj((i) -> address.apply("zookeeper-" + (i + 1)) + ":" + this.zookeepers.get(i).client())
			.toList();
	}

}
