/**
 * The handler that the README shows.
 */
package io.ackline.consumer.stock;
