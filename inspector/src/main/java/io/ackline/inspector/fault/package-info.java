/**
 * Processes that the page may stop and start, and a steady trickle of writes beside it.
 */
@NullMarked
package io.ackline.inspector.fault;

import org.jspecify.annotations.NullMarked;
