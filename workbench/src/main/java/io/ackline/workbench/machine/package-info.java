/**
 * The machine that a system runs on, as far as it can be broken below the system's
 * processes: its network, its disks, its clocks.
 */
@NullMarked
package io.ackline.workbench.machine;

import org.jspecify.annotations.NullMarked;
