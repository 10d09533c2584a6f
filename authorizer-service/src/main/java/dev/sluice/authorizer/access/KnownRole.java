package dev.sluice.authorizer.access;

import dev.sluice.aws.iam.Policy;
import java.util.List;

/** A role as it was published: its id, and what its sessions may do. */
record KnownRole(String id, List<Policy> policies) {
    KnownRole {
        policies = List.copyOf(policies);
    }
}
