/**
 * The brokers and what they keep, looked at again and again.
 */
@NullMarked
package io.ackline.inspector.cluster;

import org.jspecify.annotations.NullMarked;
