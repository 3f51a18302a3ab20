package io.ackline.producer.topic;

/**
 * What is done at the start with topics that differ from their declaration.
 */
public enum Reconciliation {

	/**
	 * The differences are reported.
	 */
	REPORT,

	/**
	 * What is declared is set in the cluster, but for partitions and replicas.
	 */
	APPLY

}
