package io.ackline.workbench.load;

import io.ackline.events.Event;

/**
 * One try to write an event.
 *
 * @param number the number of the try, from 1
 */
record Attempt(Event event, int number) {
}
