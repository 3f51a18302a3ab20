package io.ackline.producer.topic;

/**
 * What is done with events that name a topic which does not list their type.
 */
public enum UnknownTypes {

	ACCEPT, REFUSE

}
