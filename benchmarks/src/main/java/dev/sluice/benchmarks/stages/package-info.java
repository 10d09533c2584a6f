/** What many deployed stages cost a node: its start from the spool, its memory, and one deployment more. */
@NullMarked
package dev.sluice.benchmarks.stages;

import org.jspecify.annotations.NullMarked;
