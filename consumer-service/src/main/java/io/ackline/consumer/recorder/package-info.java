/**
 * The handler of everything that has no handler of its own.
 */
@NullMarked
package io.ackline.consumer.recorder;

import org.jspecify.annotations.NullMarked;
