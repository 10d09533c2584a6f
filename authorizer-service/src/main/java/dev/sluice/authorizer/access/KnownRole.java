package dev.sluice.authorizer.access;

import java.util.List;

/** A role as it was published: its id, and the documents that say what its sessions may do, read when one calls. */
record KnownRole(String id, List<String> policies) {
    KnownRole {
        policies = List.copyOf(policies);
    }
}
