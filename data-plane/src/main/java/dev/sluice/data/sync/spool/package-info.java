/**
 * The node's own copy of the records that it accepted, on its disk, so that it starts with everything else absent.
 * Knows keys, revisions and bytes; what the bytes mean, and the keys that open them, it does not know.
 */
@NullMarked
package dev.sluice.data.sync.spool;

import org.jspecify.annotations.NullMarked;
