/**
 * Leaving without anybody's noticing but the balancer.
 */
@NullMarked
package io.ackline.producer.leaving;

import org.jspecify.annotations.NullMarked;
