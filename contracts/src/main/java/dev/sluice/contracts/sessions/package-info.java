/** Temporary credentials: what a session token holds, sealed so that whoever has the cell key can verify it alone. */
@NullMarked
package dev.sluice.contracts.sessions;

import org.jspecify.annotations.NullMarked;
