/** Which nodes serve a published stage, and waiting for all of them. */
@NullMarked
package dev.sluice.control.propagation;

import org.jspecify.annotations.NullMarked;
