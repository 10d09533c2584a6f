/** Propagation over HTTP: asking for it, and calls that wait for it. */
@NullMarked
package dev.sluice.control.propagation.rest;

import org.jspecify.annotations.NullMarked;
