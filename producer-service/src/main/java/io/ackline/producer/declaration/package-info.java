/**
 * Environment variables that set something for what is declared by name.
 */
@NullMarked
package io.ackline.producer.declaration;

import org.jspecify.annotations.NullMarked;
