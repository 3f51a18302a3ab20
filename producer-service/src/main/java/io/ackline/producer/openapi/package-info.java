/**
 * The description of the HTTP API, and a page to try it.
 */
@NullMarked
package io.ackline.producer.openapi;

import org.jspecify.annotations.NullMarked;
