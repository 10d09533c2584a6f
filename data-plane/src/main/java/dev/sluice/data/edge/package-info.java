/** The traffic listeners: strict HTTP/1.1 and HTTP/2, limits, reading and writing. */
@NullMarked
package dev.sluice.data.edge;

import org.jspecify.annotations.NullMarked;
