/**
 * Errors as problem details: what went wrong, and whether the event was written all the
 * same.
 */
@NullMarked
package io.ackline.producer.web;

import org.jspecify.annotations.NullMarked;
