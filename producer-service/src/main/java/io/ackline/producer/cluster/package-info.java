/**
 * What the cluster makes of the declared topics: their partitions, how evenly the brokers
 * carry them, and advice.
 */
@NullMarked
package io.ackline.producer.cluster;

import org.jspecify.annotations.NullMarked;
