/** Members of tenants: the people who may sign in to an account, and what they may do there. */
@NullMarked
package dev.sluice.control.members;

import org.jspecify.annotations.NullMarked;
