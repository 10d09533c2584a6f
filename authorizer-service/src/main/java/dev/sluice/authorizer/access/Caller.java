package dev.sluice.authorizer.access;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.aws.iam.AccessRequest;
import dev.sluice.aws.iam.CallerPolicies;
import dev.sluice.aws.iam.Decision;
import dev.sluice.aws.iam.Identity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who signed a call.
 *
 * @param identity a user, a session of a role or, for a node that calls for a tenant, the tenant's gateway
 * @param policies what the caller may do; null for a node, whose service decides what it serves them
 */
public record Caller(
        TenantId tenant, Identity identity, @Nullable CallerPolicies policies) {
    /** The caller as denials name it. */
    public String arn() {
        return identity.arn();
    }

    /** Whether a node of the installation calls. */
    public boolean isNode() {
        return policies == null;
    }

    /** Whether the caller's policies allow this; a node may do what its service serves nodes. */
    public boolean may(String action, String resource, String sourceAddress) {
        if (policies == null) {
            return true;
        }
        Map<String, List<String>> values = new HashMap<>();
        for (String key : policies.conditionKeys()) {
            String value = condition(key, sourceAddress);
            if (value != null) {
                values.put(key, List.of(value));
            }
        }
        return policies.decide(new AccessRequest(action, resource, values)) == Decision.ALLOWED;
    }

    /** The value of a condition key in lower case: of each that the control plane takes in policies but those of sts. */
    private @Nullable String condition(String key, String sourceAddress) {
        return switch (key) {
            case "aws:sourceip" -> sourceAddress;
            case "aws:currenttime" ->
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
            case "aws:epochtime" -> Long.toString(Instant.now().getEpochSecond());
            default -> identity.condition(key);
        };
    }
}
