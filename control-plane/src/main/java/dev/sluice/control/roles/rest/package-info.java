/** The platform API of roles. */
@NullMarked
package dev.sluice.control.roles.rest;

import org.jspecify.annotations.NullMarked;
