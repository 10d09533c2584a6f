/**
 * What {@code edge} and {@code origin} share of Netty: header fields, their bytes, and the transport. With those two the
 * only package that knows Netty's HTTP types.
 */
@NullMarked
package dev.sluice.data.netty;

import org.jspecify.annotations.NullMarked;
