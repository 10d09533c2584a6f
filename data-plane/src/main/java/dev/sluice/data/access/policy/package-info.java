/** Policies over calls of methods: the ARN of what is called, and what a policy says of it. */
@NullMarked
package dev.sluice.data.access.policy;

import org.jspecify.annotations.NullMarked;
