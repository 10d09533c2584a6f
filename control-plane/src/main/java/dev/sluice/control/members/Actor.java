package dev.sluice.control.members;

import dev.sluice.control.platform.ids.TenantId;

/**
 * A member as the audit names one who did something.
 *
 * @param member the id of the row
 * @param name of the user in the account
 */
public record Actor(TenantId tenant, String member, String name) {}
