/**
 * Who may do what, and how fast: the declared callers. Where none is declared, everybody
 * may do everything.
 */
@NullMarked
package io.ackline.producer.security;

import org.jspecify.annotations.NullMarked;
