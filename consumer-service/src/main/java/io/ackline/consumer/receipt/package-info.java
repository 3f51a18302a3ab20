/**
 * What became of an event, over HTTP.
 */
@NullMarked
package io.ackline.consumer.receipt;

import org.jspecify.annotations.NullMarked;
