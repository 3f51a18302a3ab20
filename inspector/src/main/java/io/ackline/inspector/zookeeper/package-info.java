/**
 * ZooKeeper's own view, which is only ever read.
 */
@NullMarked
package io.ackline.inspector.zookeeper;

import org.jspecify.annotations.NullMarked;
