/** Checks of patterns that callers write, the same on the control plane and on the nodes; pure functions. */
@NullMarked
package dev.sluice.aws.patterns;

import org.jspecify.annotations.NullMarked;
