/** What a caller may do: each operation names one permission, policies grant them. */
@NullMarked
package dev.sluice.control.platform.permissions;

import org.jspecify.annotations.NullMarked;
