/** The platform API of tenants, their access keys and their audit records. */
@NullMarked
package dev.sluice.control.tenants.rest;

import org.jspecify.annotations.NullMarked;
