/**
 * Calls to nodes. The one package of the control plane with an HTTP client: addresses come from sealed heartbeats, never
 * from a tenant.
 */
@NullMarked
package dev.sluice.control.nodes.calls;

import org.jspecify.annotations.NullMarked;
