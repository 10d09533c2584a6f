/** Test invocations over HTTP. */
@NullMarked
package dev.sluice.control.invocations.rest;

import org.jspecify.annotations.NullMarked;
