package dev.sluice.control.tenants;

import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.Policy;
import dev.sluice.control.platform.permissions.Role;
import org.jspecify.annotations.Nullable;

/** What an access key may do. */
public sealed interface Grant {
    /** What it comes down to. */
    Policy policy();

    /** The same as a policy document. */
    String document();

    /** A built-in role. */
    record OfRole(Role role) implements Grant {
        @Override
        public Policy policy() {
            return role.policy();
        }

        @Override
        public String document() {
            return role.document();
        }
    }

    /** A policy document of the key's own, which was checked before it was stored. */
    record OfPolicy(String document) implements Grant {
        @Override
        public Policy policy() {
            try {
                return Policy.parse(document);
            } catch (MalformedPolicy malformed) {
                throw new IllegalStateException("A stored policy is malformed", malformed);
            }
        }
    }

    /** From the two columns, of which one is set. */
    static Grant stored(@Nullable String role, @Nullable String policy) {
        if (policy != null) {
            return new OfPolicy(policy);
        }
        return new OfRole(Role.named(role == null ? "" : role).orElse(Role.NONE));
    }
}
