package io.ackline.producer.topic;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of how the cluster's topics are made to be as declared.
 *
 * @param topicsReconcile Whether topics that differ from their declaration are reported
 * or changed at the start: report or apply.
 */
@ConfigurationProperties("ackline")
public record ReconcileProperties(@DefaultValue("report") Reconciliation topicsReconcile) {

}
