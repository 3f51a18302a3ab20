/**
 * Topics: what is declared, what the cluster has, and whether they can be written to.
 */
@NullMarked
package io.ackline.producer.topic;

import org.jspecify.annotations.NullMarked;
