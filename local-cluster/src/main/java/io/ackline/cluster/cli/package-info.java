/**
 * The {@code ackline} command.
 */
@NullMarked
package io.ackline.cluster.cli;

import org.jspecify.annotations.NullMarked;
