/** Signed tokens: reading them, the key sets of their issuers, checking them, and what was found out of those seen before. */
@NullMarked
package dev.sluice.data.access.tokens;

import org.jspecify.annotations.NullMarked;
