/**
 * An event sent by the page, watched until its receipt.
 */
@NullMarked
package io.ackline.inspector.publish;

import org.jspecify.annotations.NullMarked;
