/**
 * Plots as SVG that read well in a light and in a dark surrounding, with no program and
 * no font of their own.
 */
@NullMarked
package io.ackline.workbench.plot;

import org.jspecify.annotations.NullMarked;
