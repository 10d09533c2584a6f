/** The door of the management listener: strict targets, bounded bodies, verified signatures. */
@NullMarked
package dev.sluice.control.platform.signature;

import org.jspecify.annotations.NullMarked;
