/** Signature V4 over calls of methods: who signed a call, found out over the bytes received. */
@NullMarked
package dev.sluice.data.access.signature;

import org.jspecify.annotations.NullMarked;
