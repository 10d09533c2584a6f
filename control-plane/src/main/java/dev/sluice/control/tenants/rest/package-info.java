/** The platform API of tenants and access keys. */
@NullMarked
package dev.sluice.control.tenants.rest;

import org.jspecify.annotations.NullMarked;
