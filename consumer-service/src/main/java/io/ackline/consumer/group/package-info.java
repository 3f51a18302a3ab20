/**
 * The group as its operators see it: its members, how far it has got, and orders to pause
 * it and to move it.
 */
@NullMarked
package io.ackline.consumer.group;

import org.jspecify.annotations.NullMarked;
