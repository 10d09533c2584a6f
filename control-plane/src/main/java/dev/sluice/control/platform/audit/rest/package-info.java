/** A tenant's view of its own audit records. */
@NullMarked
package dev.sluice.control.platform.audit.rest;

import org.jspecify.annotations.NullMarked;
