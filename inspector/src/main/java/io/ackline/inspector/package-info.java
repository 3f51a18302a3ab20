/**
 * The inspector: a page on a cluster.
 */
@NullMarked
package io.ackline.inspector;

import org.jspecify.annotations.NullMarked;
