/**
 * Events that cannot succeed.
 */
@NullMarked
package io.ackline.consumer.deadletter;

import org.jspecify.annotations.NullMarked;
