/** What is kept of decisions about callers: for its time, and within the memory that a node has for it. */
@NullMarked
package dev.sluice.data.access.cache;

import org.jspecify.annotations.NullMarked;
