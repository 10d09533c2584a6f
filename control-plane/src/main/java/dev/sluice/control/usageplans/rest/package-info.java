/** The usage plan operations on the wire. */
@NullMarked
package dev.sluice.control.usageplans.rest;

import org.jspecify.annotations.NullMarked;
