/** A stage as it is published: whole, versioned, with its deletion. */
@NullMarked
package dev.sluice.contracts.stages;

import org.jspecify.annotations.NullMarked;
