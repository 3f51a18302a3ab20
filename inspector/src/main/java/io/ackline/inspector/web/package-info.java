/**
 * Who may ask what, and how errors are told.
 */
@NullMarked
package io.ackline.inspector.web;

import org.jspecify.annotations.NullMarked;
