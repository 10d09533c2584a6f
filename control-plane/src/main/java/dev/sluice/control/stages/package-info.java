/** Named, published versions of an API. */
@NullMarked
package dev.sluice.control.stages;

import org.jspecify.annotations.NullMarked;
