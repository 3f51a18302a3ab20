/**
 * The topics that are consumed, and their ids.
 */
@NullMarked
package io.ackline.consumer.topic;

import org.jspecify.annotations.NullMarked;
