/** Pages of the v1 lists: limit, and an opaque position. */
@NullMarked
package dev.sluice.control.platform.paging;

import org.jspecify.annotations.NullMarked;
