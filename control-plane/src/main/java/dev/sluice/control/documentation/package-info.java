/** Versions of an API's documentation, each a copy of its parts that a stage may show. */
@NullMarked
package dev.sluice.control.documentation;

import org.jspecify.annotations.NullMarked;
