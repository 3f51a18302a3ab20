/**
 * Which JSON the service takes.
 */
@NullMarked
package io.ackline.producer.json;

import org.jspecify.annotations.NullMarked;
