/**
 * Publishing: reads events from requests, writes them to Kafka and answers with what
 * became of them.
 */
@NullMarked
package io.ackline.producer.publish;

import org.jspecify.annotations.NullMarked;
