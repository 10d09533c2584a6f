/** Limits the rate of a stage's methods. */
@NullMarked
package dev.sluice.data.throttle;

import org.jspecify.annotations.NullMarked;
