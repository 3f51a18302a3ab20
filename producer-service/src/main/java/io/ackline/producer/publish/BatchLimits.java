package io.ackline.producer.publish;

/**
 * What a batch may have at most.
 *
 * @param events the most events
 * @param eventBytes the most bytes of one of them
 */
record BatchLimits(int events, int eventBytes) {

}
