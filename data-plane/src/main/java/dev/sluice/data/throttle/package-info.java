/** Token buckets of plans, stages, accounts and keys, calls under way at once, and how the nodes of a cell share them. */
@NullMarked
package dev.sluice.data.throttle;

import org.jspecify.annotations.NullMarked;
