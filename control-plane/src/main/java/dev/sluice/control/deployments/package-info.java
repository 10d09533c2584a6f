/** Frozen copies of an API, and the act of making one. */
@NullMarked
package dev.sluice.control.deployments;

import org.jspecify.annotations.NullMarked;
