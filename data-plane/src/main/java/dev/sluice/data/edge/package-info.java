/** The traffic listener: strict HTTP, limits, reading and writing. One connection serves one call at a time. */
@NullMarked
package dev.sluice.data.edge;

import org.jspecify.annotations.NullMarked;
