package io.ackline.consumer.group;

import java.util.UUID;

/**
 * A partition's progress, as its row says.
 *
 * @param revision counts the changes of the row
 * @param purgedThrough the highest offset whose receipt may have been purged
 */
record PartitionRow(UUID topicId, String topic, int partition, long nextOffset, long revision, long purgedThrough) {

}
