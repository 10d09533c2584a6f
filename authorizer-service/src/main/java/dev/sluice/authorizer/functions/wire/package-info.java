/** The doors of the function host: AWS's Invoke protocol for tenants and nodes, and the control plane's internal calls. */
@NullMarked
package dev.sluice.authorizer.functions.wire;

import org.jspecify.annotations.NullMarked;
