/**
 * Calls to nodes and to the authorizer service. One of two packages of the control plane with an HTTP client, beside
 * {@code issuer.calls}: addresses come from sealed heartbeats and the operator's settings, never from a tenant.
 */
@NullMarked
package dev.sluice.control.nodes.calls;

import org.jspecify.annotations.NullMarked;
