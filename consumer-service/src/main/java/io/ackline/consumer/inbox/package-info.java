/**
 * The transactional inbox: each event takes effect once, in the order of the log.
 */
@NullMarked
package io.ackline.consumer.inbox;

import org.jspecify.annotations.NullMarked;
