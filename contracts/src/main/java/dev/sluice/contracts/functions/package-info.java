/** What the control plane asks of the host of tenants' functions, and what it answers. Sealed internal calls. */
@NullMarked
package dev.sluice.contracts.functions;

import org.jspecify.annotations.NullMarked;
