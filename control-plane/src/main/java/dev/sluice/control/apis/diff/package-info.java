/** What differs between two definitions of an API, and for whom it matters. Ids count for nothing, meaning for all. */
@NullMarked
package dev.sluice.control.apis.diff;

import org.jspecify.annotations.NullMarked;
