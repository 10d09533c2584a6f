/** The database: roles, row-level security, and the one unit of work that names the tenant. */
@NullMarked
package dev.sluice.authorizer.data;

import org.jspecify.annotations.NullMarked;
