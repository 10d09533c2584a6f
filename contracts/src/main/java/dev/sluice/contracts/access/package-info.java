/** Who may use the gateway: records of tenants, access keys, roles, targets, API keys, usage plans and used quotas. */
@NullMarked
package dev.sluice.contracts.access;

import org.jspecify.annotations.NullMarked;
