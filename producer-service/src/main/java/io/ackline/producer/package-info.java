/**
 * The producer service: events in over HTTP, out to Kafka.
 */
@NullMarked
package io.ackline.producer;

import org.jspecify.annotations.NullMarked;
