/** The database: roles, row-level security, and the one unit of work that names the tenant. */
@NullMarked
package dev.sluice.control.platform.data;

import org.jspecify.annotations.NullMarked;
