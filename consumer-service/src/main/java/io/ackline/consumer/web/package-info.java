/**
 * What all HTTP endpoints share: problems and paths.
 */
@NullMarked
package io.ackline.consumer.web;

import org.jspecify.annotations.NullMarked;
