/**
 * JSON Schemas for the data of events, by type.
 */
@NullMarked
package io.ackline.producer.schema;

import org.jspecify.annotations.NullMarked;
