/**
 * What all open pages see, as it changes.
 */
@NullMarked
package io.ackline.inspector.live;

import org.jspecify.annotations.NullMarked;
