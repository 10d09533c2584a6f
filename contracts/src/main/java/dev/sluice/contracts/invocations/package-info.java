/** Test invocations: a method that is not deployed, run once by a node for the control plane. */
@NullMarked
package dev.sluice.contracts.invocations;

import org.jspecify.annotations.NullMarked;
