/** Who calls, and what the call is: known once its signature is verified. */
@NullMarked
package dev.sluice.control.platform.calls;

import org.jspecify.annotations.NullMarked;
