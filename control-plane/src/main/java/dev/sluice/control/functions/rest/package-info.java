/** The wire of the platform API's functions. */
@NullMarked
package dev.sluice.control.functions.rest;

import org.jspecify.annotations.NullMarked;
