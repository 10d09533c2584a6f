/** The nodes of the cell, as their heartbeats and receipts show them. */
@NullMarked
package dev.sluice.control.nodes;

import org.jspecify.annotations.NullMarked;
