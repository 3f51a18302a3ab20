package io.ackline.cluster.kafka;

/**
 * The ports of one ZooKeeper server.
 *
 * @param client where brokers connect
 * @param peer where the other servers of an ensemble connect
 * @param election where the ensemble elects its leader
 */
public record ZooKeeperPorts(int client, int peer, int election) {
}
