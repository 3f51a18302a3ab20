/**
 * Side-by-side measurements: the same load on each contender, one after the other, round
 * by round on one cluster, told as ratios.
 */
@NullMarked
package io.ackline.workbench.bench;

import org.jspecify.annotations.NullMarked;
