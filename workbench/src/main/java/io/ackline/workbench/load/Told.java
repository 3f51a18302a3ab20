package io.ackline.workbench.load;

import java.util.List;

import io.ackline.workbench.evidence.Answer;

/**
 * What a client was told with one request.
 *
 * @param answers what it was told of each event
 * @param waited for how many nanoseconds it waited for a word at the most
 */
record Told(List<Answer> answers, long waited) {

}
