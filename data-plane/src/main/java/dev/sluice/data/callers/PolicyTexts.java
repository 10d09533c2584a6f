package dev.sluice.data.callers;

import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.Policy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** Policies by their text: nearly all keys have that of a role. For the one thread that writes. */
final class PolicyTexts {
    private static final Logger LOG = Logger.getLogger(PolicyTexts.class);
    private static final int MAX_SHARED = 256;

    private final Map<String, Policy> policies = new RecentPolicies();

    private static final class RecentPolicies extends LinkedHashMap<String, Policy> {
        private static final long serialVersionUID = 1;

        RecentPolicies() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Policy> eldest) {
            return size() > MAX_SHARED;
        }
    }

    /** The policy of a document; one that cannot be read denies everything. */
    Policy of(String tenant, String document) {
        Policy known = policies.get(document);
        if (known != null) {
            return known;
        }
        Policy read = read(tenant, document);
        policies.put(document, read);
        return read;
    }

    /** The same, for any thread, and for this once. */
    static Policy read(String tenant, String document) {
        try {
            return Policy.parse(document);
        } catch (MalformedPolicy malformed) {
            LOG.errorf(
                    "The policy of an access key or role cannot be read, so nothing may be done with it."
                            + " tenant=%s failure=%s",
                    tenant, malformed.getMessage());
            return Policy.nothing();
        }
    }
}
