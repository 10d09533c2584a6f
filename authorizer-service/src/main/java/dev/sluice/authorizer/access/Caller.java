package dev.sluice.authorizer.access;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.aws.iam.AccessRequest;
import dev.sluice.aws.iam.Decision;
import dev.sluice.aws.iam.Policy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who signed a call.
 *
 * @param arn of the user or, for a node that calls for a tenant, of the tenant's gateway
 * @param policy what the key may do; null for a node, whose service decides what it serves them
 */
public record Caller(TenantId tenant, String arn, @Nullable Policy policy) {
    /** Whether a node of the installation calls. */
    public boolean isNode() {
        return policy == null;
    }

    /** Whether the caller's policies allow this; a node may do what its service serves nodes. */
    public boolean may(String action, String resource, String sourceAddress) {
        return policy == null
                || policy.decide(new AccessRequest(action, resource, Map.of("aws:SourceIp", List.of(sourceAddress))))
                        == Decision.ALLOWED;
    }
}
