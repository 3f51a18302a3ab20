/**
 * The verdict on the promises, a pure function of the evidence.
 */
@NullMarked
package io.ackline.workbench.verdict;

import org.jspecify.annotations.NullMarked;
