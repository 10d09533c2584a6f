/** What every feature of the control plane stands on. */
@NullMarked
package dev.sluice.control.platform;

import org.jspecify.annotations.NullMarked;
