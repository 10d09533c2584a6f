/** Metering: the calls of every stage by API key and day, the price list, and what a tenant's calls of a month cost. */
@NullMarked
package dev.sluice.control.metering;

import org.jspecify.annotations.NullMarked;
