/**
 * Systems that the workbench starts itself.
 */
@NullMarked
package io.ackline.workbench.system;

import org.jspecify.annotations.NullMarked;
