/** Guests: QuickJS in WebAssembly, one memory for each, without network, files or clock of the host but its time. */
@NullMarked
package dev.sluice.authorizer.functions.guest;

import org.jspecify.annotations.NullMarked;
