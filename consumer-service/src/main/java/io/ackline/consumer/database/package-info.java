/**
 * The database: its schema, and its failures told apart from others.
 */
@NullMarked
package io.ackline.consumer.database;

import org.jspecify.annotations.NullMarked;
