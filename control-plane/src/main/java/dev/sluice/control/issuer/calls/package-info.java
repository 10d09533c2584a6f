/**
 * Calls to the one issuer of this installation, and to the authorizer service. An HTTP client of its own, as
 * {@code nodes.calls} has one: addresses come from the operator's settings and from the documents of the issuer that these
 * name, never from a tenant.
 */
@NullMarked
package dev.sluice.control.issuer.calls;

import org.jspecify.annotations.NullMarked;
