/**
 * Child processes that end with the JVM that started them, and the ways to stop, kill,
 * pause and resume them.
 */
@NullMarked
package io.ackline.cluster.process;

import org.jspecify.annotations.NullMarked;
