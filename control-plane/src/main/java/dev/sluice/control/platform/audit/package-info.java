/** The record of every management write: in its transaction, append-only, chained by hash. */
@NullMarked
package dev.sluice.control.platform.audit;

import org.jspecify.annotations.NullMarked;
