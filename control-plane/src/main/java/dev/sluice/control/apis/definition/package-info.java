/** An API as one value: what is frozen, exported, imported, copied and compared. */
@NullMarked
package dev.sluice.control.apis.definition;

import org.jspecify.annotations.NullMarked;
