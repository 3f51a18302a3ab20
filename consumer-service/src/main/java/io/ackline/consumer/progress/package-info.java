/**
 * How far each partition has been processed.
 */
@NullMarked
package io.ackline.consumer.progress;

import org.jspecify.annotations.NullMarked;
