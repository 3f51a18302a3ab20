/**
 * Kafka brokers and ZooKeeper as programs: their class path, their settings, and what
 * they say of themselves.
 */
@NullMarked
package io.ackline.cluster.kafka;

import org.jspecify.annotations.NullMarked;
