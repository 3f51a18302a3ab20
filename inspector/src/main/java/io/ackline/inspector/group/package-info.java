/**
 * Consumer groups, their lag, and the dead letters of Ackline's own group.
 */
@NullMarked
package io.ackline.inspector.group;

import org.jspecify.annotations.NullMarked;
