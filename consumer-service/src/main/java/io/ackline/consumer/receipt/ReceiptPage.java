package io.ackline.consumer.receipt;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Some of the receipts that were asked for.
 *
 * @param next the cursor of the next page, {@code null} after the last
 */
record ReceiptPage(List<Receipt> receipts, @Nullable String next) {

}
