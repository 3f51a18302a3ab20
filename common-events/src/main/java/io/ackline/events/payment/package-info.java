/**
 * The payloads of payment events.
 */
@NullMarked
package io.ackline.events.payment;

import org.jspecify.annotations.NullMarked;
