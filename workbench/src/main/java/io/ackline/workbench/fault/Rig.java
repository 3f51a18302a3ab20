package io.ackline.workbench.fault;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.Node;
import io.ackline.cluster.PortPlan;
import io.ackline.cluster.Progress;
import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.process.Folder;
import io.ackline.cluster.process.Ledger;
import io.ackline.workbench.evidence.ConsumerApi;
import io.ackline.workbench.evidence.LostTail;
import io.ackline.workbench.load.Payments;
import io.ackline.workbench.machine.Clocks;
import io.ackline.workbench.machine.Machine;
import io.ackline.workbench.machine.PrivateNetwork;
import io.ackline.workbench.machine.SealedFolder;
import io.ackline.workbench.system.Database;
import io.ackline.workbench.system.Services;

/**
 * A system that is there to be broken: a cluster of its own, two producers and three
 * consumers, all on free ports, so that it disturbs nothing else on the machine. It has
 * the settings that the environment gives it.
 */
final class Rig implements AutoCloseable {

	private static final int BROKERS = 3;

	private static final int PRODUCERS = 2;

	private static final int CONSUMERS = 3;

	private static final String OPTIONS = "JAVA_TOOL_OPTIONS";

	private static final String SMALL = "-Xmx384m -XX:+UseSerialGC";

	/**
	 * For a rig that is there for long: its services are worth compiling well.
	 */
	static final Map<String, String> LONG_LIVED = Map.of(OPTIONS, SMALL);

	/**
	 * Spends less on compilation: services live for minutes at most.
	 */
	private static final String QUICK_START = SMALL + " -XX:TieredStopAtLevel=1";

	/**
	 * How many services start at once: what a machine that is busy can do before
	 * ZooKeeper takes the brokers beside them for dead.
	 */
	private static final int AT_ONCE = Runtime.getRuntime().availableProcessors();

	private static final String DATA = "data";

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final LocalCluster cluster;

	private final Services services;

	private final Machine machine;

	private final int zookeepers;

	private final List<String> producers;

	private final List<String> consumers;

	private final boolean owner;

	private LostTail lost = LostTail.NONE;

	private boolean sparing;

	private volatile boolean abandoned;

	private Rig(LocalCluster cluster, boolean owner, Machine machine, Path root, int zookeepers, List<String> producers,
			List<String> consumers) {
		this.cluster = cluster;
		this.owner = owner;
		this.services = new Services(cluster, root);
		this.machine = machine;
		this.zookeepers = zookeepers;
		this.producers = producers;
		this.consumers = consumers;
	}

	/**
	 * Starts a rig and returns when it is ready.
	 * @param root the checkout that the services' jars are in
	 * @param directory where its data and logs go; what an earlier rig has left there
	 * goes first
	 * @param settings those of the services, on top of the environment's
	 * @throws ClusterFailure if it does not start; nothing is left running then
	 */
	static Rig start(Path root, Path directory, int zookeepers, Map<String, String> settings, Progress progress)
			throws InterruptedException {
		sweep(directory);
		Machine machine = Machine.here(directory.resolve("clocks"));
		LocalCluster cluster = LocalCluster.builder()
			.directory(directory)
			.surroundings(machine)
			.zookeepers(zookeepers)
			.brokers(BROKERS)
			.progress(progress)
			.start();
		Rig rig = new Rig(cluster, true, machine, root, zookeepers, names("producer", 1, PRODUCERS),
				names("consumer", 1, CONSUMERS));
		try {
			rig.startServices(settings, progress);
			return rig;
		}
		catch (RuntimeException | InterruptedException ex) {
			rig.close();
			throw ex;
		}
	}

	/**
	 * Starts a smaller rig, one producer and two consumers, on a cluster with one
	 * ZooKeeper server that is there, beside whatever else uses it.
	 */
	static Rig on(LocalCluster cluster, Path root) throws InterruptedException {
		Rig rig = new Rig(cluster, false, Machine.untouched(), root, 1, names("producer", 11, 1),
				names("consumer", 11, 2));
		rig.startServices(Map.of(), Progress.NONE);
		return rig;
	}

	/**
	 * Ends the processes and removes the data that an earlier rig may have left.
	 */
	private static void sweep(Path directory) {
		if (Files.isDirectory(directory)) {
			new Ledger(directory.resolve("children.json")).sweep();
			Path data = directory.resolve(DATA);
			new SealedFolder(data).open();
			new Folder(data).delete();
		}
	}

	private void startServices(Map<String, String> settings, Progress progress) throws InterruptedException {
		List<String> names = new ArrayList<>(this.producers);
		names.addAll(this.consumers);
		List<Integer> ports = PortPlan.free(0, names.size()).brokers();
		for (int first = 0; first < names.size(); first += AT_ONCE) {
			int end = Math.min(first + AT_ONCE, names.size());
			for (int number = first; number < end; number++) {
				String name = names.get(number);
				progress.begun(name);
				startService(name, name.replaceFirst("-\\d+$", "-service"), ports.get(number), settings);
			}
			for (String name : names.subList(first, end)) {
				awaitReady(name);
				progress.done(name);
			}
		}
	}

	private void startService(String name, String module, int port, Map<String, String> settings) {
		Map<String, String> environment = new HashMap<>(
				Map.of(OPTIONS, QUICK_START, "ACKLINE_PRODUCER_DRAINDELAY", "0s", "ACKLINE_CONSUMER_INSTANCEID", name));
		environment.putAll(settings);
		this.services.start(name, module, port, environment, List.of());
	}

	LocalCluster cluster() {
		return this.cluster;
	}

	Machine machine() {
		return this.machine;
	}

	PrivateNetwork network() {
		return this.machine.network().orElseThrow();
	}

	/**
	 * Returns the folder that a node has its data in.
	 */
	Path dataOf(String node) {
		return this.cluster.directory().resolve(DATA).resolve(node);
	}

	Clocks clocks() {
		return this.machine.clocks().orElseThrow();
	}

	Database database() {
		return Database.at(this.cluster.jdbcUrl(), this.cluster);
	}

	int zookeepers() {
		return this.zookeepers;
	}

	List<String> zookeeperNames() {
		return names("zookeeper", 1, this.zookeepers);
	}

	List<String> brokers() {
		return names("broker", 1, BROKERS);
	}

	List<String> brokersBut(String one) {
		return brokers().stream().filter((broker) -> !broker.equals(one)).toList();
	}

	/**
	 * Says that faults are to spare the first producer and the first consumer from now
	 * on, so that it is seen how a process fares that lives for long.
	 */
	void spareFirsts() {
		this.sparing = true;
	}

	/**
	 * Returns the first producer and the first consumer.
	 */
	List<String> firsts() {
		return List.of(this.producers.get(0), this.consumers.get(0));
	}

	List<String> everyProducer() {
		return this.producers;
	}

	/**
	 * Returns the producers that may be broken.
	 */
	List<String> producers() {
		return victims(this.producers);
	}

	/**
	 * Returns the consumers that may be broken.
	 */
	List<String> consumers() {
		return victims(this.consumers);
	}

	private List<String> victims(List<String> all) {
		return this.sparing ? all.subList(1, all.size()) : all;
	}

	/**
	 * Returns the time within which the producers answer, as they are set up.
	 */
	Duration deadline() {
		return Durations.parse(System.getenv().getOrDefault("ACKLINE_PRODUCER_DEADLINE", "5s"));
	}

	String producer(Moments moments) {
		return producers().get(moments.oneOf(producers().size()) - 1);
	}

	String consumer(Moments moments) {
		return consumers().get(moments.oneOf(consumers().size()) - 1);
	}

	private static List<String> names(String kind, int first, int count) {
		return IntStream.range(first, first + count).mapToObj((number) -> kind + "-" + number).toList();
	}

	List<URI> producerAddresses() {
		return this.producers.stream().map(this::address).toList();
	}

	URI consumerAddress() {
		return address(this.consumers.get(0));
	}

	URI address(String service) {
		return this.services.address(service);
	}

	/**
	 * Returns the name of the node that a role stands for now.
	 */
	String node(String role) {
		return this.cluster.node(role).name();
	}

	/**
	 * Returns the topic that all events flow through.
	 */
	Topic payments() {
		return new Topic(Payments.TOPIC, this.cluster.bootstrapServers());
	}

	/**
	 * Starts nodes at once, as they may need each other, and returns when all are of use.
	 */
	void startTogether(List<String> names) {
		CompletableFuture
			.allOf(names.stream()
				.map((name) -> CompletableFuture.runAsync(() -> this.cluster.start(name)))
				.toArray(CompletableFuture<?>[]::new))
			.join();
	}

	/**
	 * Starts a node if it has not outlived what was done to it.
	 */
	void startIfEnded(String name) {
		if (!isAlive(name)) {
			this.cluster.start(name);
		}
	}

	/**
	 * Stops a node if it has outlived what was done to it.
	 */
	void stopIfAlive(String name) {
		if (isAlive(name)) {
			this.cluster.stop(name);
		}
	}

	/**
	 * Stops and starts nodes, one after the other, each when the one before is of use
	 * again.
	 */
	void restartInTurn(List<String> names) throws InterruptedException {
		for (String name : names) {
			this.cluster.stop(name);
			this.cluster.start(name);
			if (this.services.names().contains(name)) {
				awaitReady(name);
			}
			awaitInSync();
		}
	}

	private boolean isAlive(String name) {
		return this.cluster.node(name).child().isAlive();
	}

	void awaitInSync() {
		this.cluster.awaitInSync(PATIENCE);
	}

	/**
	 * Returns when the group goes on without a consumer.
	 * @throws ClusterFailure if it still waits for it after long
	 */
	void awaitGroupWithout(String consumer) throws InterruptedException {
		String other = this.consumers.stream().filter((name) -> !name.equals(consumer)).findFirst().orElseThrow();
		ConsumerApi group = new ConsumerApi(address(other));
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (group.members().stream().anyMatch((member) -> member.startsWith(consumer))) {
			if (System.nanoTime() > deadline) {
				throw new ClusterFailure(
						"The group still waits for %s after %d s".formatted(consumer, PATIENCE.toSeconds()));
			}
			Thread.sleep(200);
		}
	}

	/**
	 * Takes down what a fault has taken from the log for good.
	 */
	void lose(LostTail tail) {
		this.lost = tail;
	}

	/**
	 * Returns what the last fault that has taken something from the log has taken.
	 */
	LostTail lost() {
		return this.lost;
	}

	/**
	 * Undoes whatever is still broken, and returns when every replica is in sync and
	 * every service ready.
	 */
	void restore() throws InterruptedException {
		this.cluster.restore();
		for (String name : this.services.names()) {
			awaitReady(name);
		}
	}

	/**
	 * Returns when a service says that it is ready.
	 */
	void awaitReady(String name) throws InterruptedException {
		this.services.awaitReady(name);
	}

	/**
	 * Ends all processes at once, as nobody needs them or their data any more. Whatever
	 * is still under way with them fails.
	 * @return whether there were any
	 */
	boolean abandon() {
		this.abandoned = true;
		List<String> alive = this.cluster.nodes().stream().map(Node::name).filter(this::isAlive).toList();
		alive.forEach(this.cluster::kill);
		close();
		return !alive.isEmpty();
	}

	boolean isAbandoned() {
		return this.abandoned;
	}

	/**
	 * Stops what was started.
	 */
	@Override
	public void close() {
		if (this.owner) {
			this.cluster.close();
			// Whoever is not root could not remove it otherwise.
			new SealedFolder(this.cluster.directory().resolve(DATA)).open();
			return;
		}
		this.services.names().forEach(this::stopIfAlive);
	}

}
