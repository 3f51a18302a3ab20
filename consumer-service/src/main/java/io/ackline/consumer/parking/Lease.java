package io.ackline.consumer.parking;

import java.util.UUID;

/**
 * The right to handle a key's events, for as long as the key has this token.
 *
 * @param tries how many leases in a row, with this one, have told nothing yet of what
 * became of the key's first event
 */
public record Lease(ParkedKey key, UUID token, int tries) {
}
