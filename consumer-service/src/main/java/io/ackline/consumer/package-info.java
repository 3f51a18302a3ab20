/**
 * The application: Kafka in, handlers, receipts.
 */
@NullMarked
package io.ackline.consumer;

import org.jspecify.annotations.NullMarked;
