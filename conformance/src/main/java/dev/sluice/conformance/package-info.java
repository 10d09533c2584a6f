/** Plays golden calls through an unmodified AWS SDK and judges the answers on the wire. */
@NullMarked
package dev.sluice.conformance;

import org.jspecify.annotations.NullMarked;
