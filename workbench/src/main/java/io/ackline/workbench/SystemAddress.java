package io.ackline.workbench;

import java.net.URI;
import java.util.List;

/**
 * Where a running system is reached.
 *
 * @param producers the base addresses of its producers
 * @param consumer the base address of one of its consumers
 * @param bootstrapServers its brokers
 */
record SystemAddress(List<URI> producers, URI consumer, String bootstrapServers) {
}
