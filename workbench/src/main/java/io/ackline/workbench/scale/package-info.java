/**
 * How many events a second the group handles, by its instances and by partitions.
 */
@NullMarked
package io.ackline.workbench.scale;

import org.jspecify.annotations.NullMarked;
