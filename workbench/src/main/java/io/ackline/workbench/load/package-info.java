/**
 * A seeded load of known events, posted as a careful client posts them.
 */
@NullMarked
package io.ackline.workbench.load;

import org.jspecify.annotations.NullMarked;
