/**
 * The records of a topic, page by page or as they come.
 */
@NullMarked
package io.ackline.inspector.message;

import org.jspecify.annotations.NullMarked;
