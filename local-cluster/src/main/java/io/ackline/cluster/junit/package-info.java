/**
 * A cluster for tests.
 */
@NullMarked
package io.ackline.cluster.junit;

import org.jspecify.annotations.NullMarked;
