/**
 * The produce half of Kafka REST v2, for clients of Strimzi's bridge and Confluent's
 * proxy: it writes and answers what those would.
 */
@NullMarked
package io.ackline.producer.kafkarest;

import org.jspecify.annotations.NullMarked;
