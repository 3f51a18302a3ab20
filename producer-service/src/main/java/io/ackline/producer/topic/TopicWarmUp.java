package io.ackline.producer.topic;

/**
 * What has to be done before a topic that exists is written to.
 */
public interface TopicWarmUp {

	/**
	 * Prepares for writes. It is called from one thread, may block for a second, and is
	 * called again until it succeeds.
	 * @return whether the topic can be written to without further waiting
	 */
	boolean warmUp(Topic topic);

}
