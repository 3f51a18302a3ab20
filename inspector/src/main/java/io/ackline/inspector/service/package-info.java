/**
 * The producer's and the consumer's APIs, as the page reaches them.
 */
@NullMarked
package io.ackline.inspector.service;

import org.jspecify.annotations.NullMarked;
