/** The one door through which the control plane refuses: problems without status codes, and the mapper that knows them. */
@NullMarked
package dev.sluice.control.platform.errors;

import org.jspecify.annotations.NullMarked;
