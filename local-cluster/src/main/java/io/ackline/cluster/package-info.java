/**
 * A cluster for one machine: ZooKeeper, Kafka brokers and PostgreSQL as child processes,
 * the services beside them, and the faults that can be brought upon each.
 */
@NullMarked
package io.ackline.cluster;

import org.jspecify.annotations.NullMarked;
