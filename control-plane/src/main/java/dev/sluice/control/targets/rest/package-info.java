/** Targets on the wire of the platform API. */
@NullMarked
package dev.sluice.control.targets.rest;

import org.jspecify.annotations.NullMarked;
