/**
 * What is declared by names of the user's own, such as topics, and the environment
 * variables that set something for it.
 */
@NullMarked
package io.ackline.events.declaration;

import org.jspecify.annotations.NullMarked;
