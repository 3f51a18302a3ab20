/**
 * A topic's settings, and what is to be advised about them.
 */
@NullMarked
package io.ackline.inspector.topic;

import org.jspecify.annotations.NullMarked;
