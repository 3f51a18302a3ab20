/**
 * Failing events, parked by their key: the rows in which they wait for their turn.
 */
@NullMarked
package io.ackline.consumer.parking;

import org.jspecify.annotations.NullMarked;
