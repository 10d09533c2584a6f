/** What nodes send back: heartbeats, receipts, reports of usage. */
@NullMarked
package dev.sluice.contracts.nodes;

import org.jspecify.annotations.NullMarked;
