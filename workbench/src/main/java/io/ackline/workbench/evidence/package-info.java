/**
 * Four independent records of what happened: what clients were told, what is in the log,
 * what receipts say and what the ledger says.
 */
@NullMarked
package io.ackline.workbench.evidence;

import org.jspecify.annotations.NullMarked;
