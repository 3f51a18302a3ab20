/**
 * Events that cannot succeed: their rows, and what Kafka shows of them.
 */
@NullMarked
package io.ackline.consumer.deadletter;

import org.jspecify.annotations.NullMarked;
