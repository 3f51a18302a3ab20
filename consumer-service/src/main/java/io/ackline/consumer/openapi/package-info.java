/**
 * The description of the HTTP API, and a page to try it.
 */
@NullMarked
package io.ackline.consumer.openapi;

import org.jspecify.annotations.NullMarked;
