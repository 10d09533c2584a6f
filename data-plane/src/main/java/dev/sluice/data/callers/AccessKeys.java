package dev.sluice.data.callers;

import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.Policy;
import dev.sluice.aws.signature.AccessSecret;
import dev.sluice.contracts.access.CredentialRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Every access key that signs calls. Keys of suspended tenants sign nothing. One thread at a time writes, any thread
 * reads without waiting.
 */
public final class AccessKeys {
    private static final Logger LOG = Logger.getLogger(AccessKeys.class);
    private static final int MAX_SHARED_POLICIES = 256;
    private static final String NOTHING =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}";

    private final Map<String, AccessKey> keys = new ConcurrentHashMap<>();
    private final Set<String> suspended = ConcurrentHashMap.newKeySet();
    private final Map<String, Policy> policies = new RecentPolicies();

    /** Policies by their text: nearly all keys have that of a role. */
    private static final class RecentPolicies extends LinkedHashMap<String, Policy> {
        private static final long serialVersionUID = 1;

        RecentPolicies() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Policy> eldest) {
            return size() > MAX_SHARED_POLICIES;
        }
    }

    /** Puts a key into effect, or ends it. */
    public synchronized void put(CredentialRecord credential) {
        String secret = credential.secretAccessKey();
        if (secret == null) {
            remove(credential.accessKeyId());
            return;
        }
        keys.put(
                credential.accessKeyId(),
                new AccessKey(
                        credential.accessKeyId(),
                        credential.tenant(),
                        credential.user(),
                        AccessSecret.permanent(secret),
                        policy(credential)));
    }

    /** The key signs nothing any more. */
    public void remove(String accessKeyId) {
        keys.remove(accessKeyId);
    }

    /** Whether the keys of a tenant sign anything. */
    public void suspend(String tenant, boolean now) {
        if (now) {
            suspended.add(tenant);
        } else {
            suspended.remove(tenant);
        }
    }

    /** The key of an id that a client has sent; null when nobody's active key has it. */
    public @Nullable AccessKey find(String accessKeyId) {
        AccessKey key = keys.get(accessKeyId);
        return key == null || suspended.contains(key.tenant()) ? null : key;
    }

    /** A policy that cannot be read allows nothing. */
    private Policy policy(CredentialRecord credential) {
        String document = String.valueOf(credential.policy());
        Policy known = policies.get(document);
        if (known != null) {
            return known;
        }
        Policy read;
        try {
            read = Policy.parse(document);
        } catch (MalformedPolicy malformed) {
            LOG.errorf(
                    "The policy of an access key cannot be read, so the key may do nothing. tenant=%s failure=%s",
                    credential.tenant(), malformed.getMessage());
            read = nothing();
        }
        policies.put(document, read);
        return read;
    }

    private static Policy nothing() {
        try {
            return Policy.parse(NOTHING);
        } catch (MalformedPolicy impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
