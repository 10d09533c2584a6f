/** The operations that the contracts list, built or not. */
@NullMarked
package dev.sluice.control.platform.operations;

import org.jspecify.annotations.NullMarked;
