package io.ackline.workbench.plot;

/**
 * A value with what it spread over.
 *
 * @param value what is drawn as the value
 * @param least the least that was measured
 * @param most the most that was measured
 */
public record Range(double value, double least, double most) {

}
