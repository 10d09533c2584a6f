/** Where a tenant's integrations with functions and AWS services lead, and which credentials sign for its roles. */
@NullMarked
package dev.sluice.control.targets;

import org.jspecify.annotations.NullMarked;
