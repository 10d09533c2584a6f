/** Where a tenant's integrations with functions and AWS services lead, which credentials sign for its roles, and whose tokens count. */
@NullMarked
package dev.sluice.control.targets;

import org.jspecify.annotations.NullMarked;
