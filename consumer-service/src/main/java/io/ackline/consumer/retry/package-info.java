/**
 * Parked events, tried again: in the order of their keys' queues, by whichever instance
 * gets to them first.
 */
@NullMarked
package io.ackline.consumer.retry;

import org.jspecify.annotations.NullMarked;
