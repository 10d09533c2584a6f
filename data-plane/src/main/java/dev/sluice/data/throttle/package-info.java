/** Token buckets of plans, stages and accounts, and how the nodes of a cell share them. */
@NullMarked
package dev.sluice.data.throttle;

import org.jspecify.annotations.NullMarked;
