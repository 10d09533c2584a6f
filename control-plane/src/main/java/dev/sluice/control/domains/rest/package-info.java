/** The domain name and base path mapping operations of the management API. */
@NullMarked
package dev.sluice.control.domains.rest;

import org.jspecify.annotations.NullMarked;
