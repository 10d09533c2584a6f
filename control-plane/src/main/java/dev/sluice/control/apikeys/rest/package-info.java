/** The API key operations on the wire. */
@NullMarked
package dev.sluice.control.apikeys.rest;

import org.jspecify.annotations.NullMarked;
