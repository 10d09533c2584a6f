package dev.sluice.control.roles.rest;

import dev.sluice.control.platform.ids.Installation;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.roles.IamRole;
import dev.sluice.control.roles.RoleSettings;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A role. Policies are documents as texts, as they stand in AWS's own calls. */
public record RoleJson(
        String name,
        String id,
        String arn,
        String trustPolicy,
        Map<String, String> policies,
        int maxSessionDuration,
        Instant createdAt,
        Instant updatedAt) {
    static RoleSettings read(byte[] body) {
        var input = WireInput.of("putRoleInput", body);
        String trustPolicy = input.body().requiredLongText("trustPolicy");
        Map<String, String> policies = input.body().plainTextMap("policies");
        Integer seconds = input.body().integer("maxSessionDuration");
        input.check();
        return new RoleSettings(
                trustPolicy,
                policies == null ? Map.of() : policies,
                seconds == null ? RoleSettings.USUAL_SESSION_SECONDS : seconds);
    }

    static RoleJson of(IamRole role, TenantId tenant, Installation installation) {
        RoleSettings settings = role.settings();
        return new RoleJson(
                role.name(),
                role.roleId(),
                installation.roleArn(tenant, role.name()),
                settings.trustPolicy(),
                new TreeMap<>(settings.policies()),
                settings.maxSessionSeconds(),
                role.createdAt(),
                role.updatedAt());
    }
}
