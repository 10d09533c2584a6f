/** Services of others that integration tests call. */
@NullMarked
package dev.sluice.peers;

import org.jspecify.annotations.NullMarked;
