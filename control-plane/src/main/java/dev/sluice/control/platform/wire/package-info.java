/** Reads JSON bodies into typed requests with AWS's own refusals, and holds the shapes that all answers share. */
@NullMarked
package dev.sluice.control.platform.wire;

import org.jspecify.annotations.NullMarked;
