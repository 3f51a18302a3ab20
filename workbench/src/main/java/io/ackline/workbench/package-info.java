/**
 * Work on the whole system: it is loaded, broken and judged from the outside, over the
 * ways that its users have.
 */
@NullMarked
package io.ackline.workbench;

import org.jspecify.annotations.NullMarked;
