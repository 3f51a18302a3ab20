/**
 * The contract between producers and consumers: an event, its identity and its form on a
 * Kafka topic.
 */
@NullMarked
package io.ackline.events;

import org.jspecify.annotations.NullMarked;
