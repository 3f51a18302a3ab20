/**
 * The process that owns a cluster and its services, outlives the command that started it,
 * and is spoken to over the loopback interface with a secret.
 */
@NullMarked
package io.ackline.cluster.supervisor;

import org.jspecify.annotations.NullMarked;
