package dev.sluice.control.members;

import dev.sluice.control.platform.ids.TenantId;

/**
 * One of a person's accounts.
 *
 * @param member the id of the row
 * @param name of the user there
 * @param role a built-in role by its name
 * @param suspended whether the account is
 */
public record Membership(TenantId tenant, String account, String member, String name, String role, boolean suspended) {}
