/**
 * What users write: handlers of events, and how events find them.
 */
@NullMarked
package io.ackline.consumer.handler;

import org.jspecify.annotations.NullMarked;
