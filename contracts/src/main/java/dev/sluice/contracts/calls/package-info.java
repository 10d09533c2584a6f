/** Internal calls between the planes: how a call proves that a holder of the cell key makes it, here and now. */
@NullMarked
package dev.sluice.contracts.calls;

import org.jspecify.annotations.NullMarked;
