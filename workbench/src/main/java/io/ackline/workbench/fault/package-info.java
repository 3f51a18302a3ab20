/**
 * The fault matrix: a system of its own is broken in every way that can be thought of
 * while known events flow through it, and judged afterwards.
 */
@NullMarked
package io.ackline.workbench.fault;

import org.jspecify.annotations.NullMarked;
