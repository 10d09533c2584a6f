/** The metering calls of the platform API. */
@NullMarked
package dev.sluice.control.metering.rest;

import org.jspecify.annotations.NullMarked;
