/**
 * Calls to nodes and to the authorizer service. The one package of the control plane with an HTTP client: addresses come
 * from sealed heartbeats and the operator's settings, never from a tenant.
 */
@NullMarked
package dev.sluice.control.nodes.calls;

import org.jspecify.annotations.NullMarked;
