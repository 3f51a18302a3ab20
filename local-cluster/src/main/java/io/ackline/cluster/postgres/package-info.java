/**
 * PostgreSQL as a program: its binaries, its data folder, and durable settings.
 */
@NullMarked
package io.ackline.cluster.postgres;

import org.jspecify.annotations.NullMarked;
