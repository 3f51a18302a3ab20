/**
 * The consumer group: what is read from Kafka, and from where.
 */
@NullMarked
package io.ackline.consumer.listener;

import org.jspecify.annotations.NullMarked;
