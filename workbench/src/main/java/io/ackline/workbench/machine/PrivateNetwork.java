package io.ackline.workbench.machine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.ackline.cluster.process.ChildSpec;

/**
 * A network on which each node is a host of its own, with this process as the router
 * between them: a node's process runs in a network namespace that a cable leads to, and
 * that ends with the process.
 * <p>
 * This process has to be in a network namespace of its own itself. All that is made here
 * is in that one, and is gone with this process, however it ends.
 */
public final class PrivateNetwork {

	private static final String ROUTER = "10.0.0.254";

	private static final String SLOW = "slow";

	private static final String SLOW_TABLE = "100";

	/**
	 * Connects the namespace that it runs in, and becomes the program. The router's end
	 * of the cable may be there still, from an earlier life.
	 */
	private static final String CONNECT = """
			set -e
			address=$1 cable=$2 router=$3
			shift 3
			at_router() { nsenter --net="/proc/$router/ns/net" ip "$@"; }
			at_router link delete "$cable" 2>/dev/null || true
			ip link set lo up
			ip link add eth0 type veth peer name "$cable" netns "$router"
			ip address add "$address/32" dev eth0
			ip link set eth0 up
			at_router link set "$cable" up
			at_router route replace "$address" dev "$cable" src 10.0.0.254
			ip route add 10.0.0.254 dev eth0
			ip route add default via 10.0.0.254
			exec "$@"
			""";

	private final Map<String, String> addresses = new ConcurrentHashMap<>();

	private PrivateNetwork() {
	}

	/**
	 * Makes this process the router of a network without hosts.
	 */
	static PrivateNetwork create() {
		Tool.run("ip", "link", "set", "lo", "up");
		Tool.run("ip", "address", "replace", ROUTER + "/32", "dev", "lo");
		Tool.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
		return new PrivateNetwork();
	}

	synchronized String address(String node) {
		return this.addresses.computeIfAbsent(node, (name) -> "10.0.0." + (this.addresses.size() + 1));
	}

	ChildSpec around(ChildSpec spec) {
		return spec.inside(List.of("unshare", "--net", "--", "/bin/sh", "-c", CONNECT, "ackline-host",
				address(spec.name()), "to-" + spec.name(), Long.toString(ProcessHandle.current().pid())));
	}

	/**
	 * Lets no packet pass between a node and some others any more, in either direction,
	 * without a word to anybody.
	 * @return what lets them pass again
	 */
	public Cut cut(String node, List<String> others) {
		return apply(others.stream().filter((other) -> !other.equals(node)).flatMap((other) -> {
			String here = address(node);
			String there = address(other);
			return Stream.of(List.of("pref", "50", "from", here, "to", there, "blackhole"),
					List.of("pref", "50", "from", there, "to", here, "blackhole"));
		}).toList());
	}

	/**
	 * Makes packets to and from some nodes take longer, each way, and loses some of them.
	 * This process's own are spared: it looks on.
	 * @param delay by how much longer
	 * @param loss the share that is lost, 0 to 1
	 * @return what makes them as fast as before
	 */
	public Cut slow(List<String> nodes, Duration delay, double loss) {
		SlowLink link = SlowLink.open(SLOW, delay, loss);
		Tool.run("ip", "route", "replace", "default", "dev", SLOW, "table", SLOW_TABLE);
		// What comes back from the slow link goes its way, as does what starts here.
		Stream<List<String>> fast = Stream.of(List.of("pref", "100", "iif", SLOW, "lookup", "main"),
				List.of("pref", "101", "iif", "lo", "lookup", "main"));
		Stream<List<String>> slow = nodes.stream()
			.map(this::address)
			.flatMap((address) -> Stream.of(List.of("pref", "110", "from", address, "lookup", SLOW_TABLE),
					List.of("pref", "110", "to", address, "lookup", SLOW_TABLE)));
		Cut rules = apply(Stream.concat(fast, slow).toList());
		return () -> {
			rules.mend();
			link.close();
		};
	}

	/**
	 * Returns whether packets can be slow here.
	 */
	public boolean canBeSlow() {
		return SlowLink.isPossible();
	}

	private static Cut apply(List<List<String>> rules) {
		rules.forEach((rule) -> change("add", rule));
		return () -> rules.forEach((rule) -> change("delete", rule));
	}

	private static void change(String change, List<String> rule) {
		Tool.run(Stream.concat(Stream.of("ip", "rule", change), rule.stream()).toArray(String[]::new));
	}

	/**
	 * A network that is not whole, until it is mended.
	 */
	@FunctionalInterface
	public interface Cut {

		void mend();

	}

}
