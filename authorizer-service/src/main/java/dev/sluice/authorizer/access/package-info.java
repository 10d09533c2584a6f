/** Who calls: tenants and their access keys as the control plane publishes them, and the signatures of calls. */
@NullMarked
package dev.sluice.authorizer.access;

import org.jspecify.annotations.NullMarked;
