/** IAM roles of tenants, and the temporary credentials of who assumes them. */
@NullMarked
package dev.sluice.control.roles;

import org.jspecify.annotations.NullMarked;
