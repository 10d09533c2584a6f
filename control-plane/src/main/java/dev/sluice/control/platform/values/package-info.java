/** Checks and copies of values that many features share. */
@NullMarked
package dev.sluice.control.platform.values;

import org.jspecify.annotations.NullMarked;
