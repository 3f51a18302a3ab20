package io.ackline.producer.cluster;

import java.util.Map;

/**
 * Something about a topic that is likely not meant, or not wise.
 *
 * @param code which rule says so
 * @param numbers what it goes by
 * @param detail what it means
 * @param change what to change
 */
record Advice(String code, Map<String, Object> numbers, String detail, String change) {

}
