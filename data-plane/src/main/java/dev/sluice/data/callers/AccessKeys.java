package dev.sluice.data.callers;

import dev.sluice.aws.iam.CallerPolicies;
import dev.sluice.aws.iam.Identity;
import dev.sluice.aws.signature.AccessSecret;
import dev.sluice.contracts.access.CredentialRecord;
import dev.sluice.contracts.access.RoleRecord;
import dev.sluice.contracts.sessions.SessionTokens;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every access key that signs calls, of users and of sessions. Keys of suspended tenants sign nothing. One thread at a
 * time writes, any thread reads without waiting.
 */
public final class AccessKeys {
    private final Map<String, AccessKey> keys = new ConcurrentHashMap<>();
    private final Set<String> suspended = ConcurrentHashMap.newKeySet();
    private final PolicyTexts policies = new PolicyTexts();
    private final Sessions sessions;

    /** Of a node by itself, which knows no session. */
    public AccessKeys() {
        sessions = new Sessions(null);
    }

    /** Of a node that opens the tokens of sessions. */
    public AccessKeys(SessionTokens tokens) {
        sessions = new Sessions(tokens);
    }

    /** Puts a user's key into effect, or ends it. */
    public synchronized void put(CredentialRecord credential) {
        String secret = credential.secretAccessKey();
        if (secret == null) {
            remove(credential.accessKeyId());
            return;
        }
        String id = credential.accessKeyId();
        String arn = "arn:aws:iam::" + credential.tenant() + ":user/" + credential.user();
        keys.put(
                id,
                new AccessKey(
                        id,
                        Identity.user(credential.tenant(), arn, id),
                        AccessSecret.permanent(secret),
                        CallerPolicies.of(policies.of(credential.tenant(), String.valueOf(credential.policy()))),
                        null));
    }

    /** Puts a role into effect, or ends it with its sessions; false, and the role is gone, when there is no room for it. */
    public synchronized boolean put(RoleRecord role) {
        return sessions.put(role);
    }

    /** The user's key signs nothing any more. */
    public void remove(String accessKeyId) {
        keys.remove(accessKeyId);
    }

    /** The sessions of a role sign nothing any more. */
    public synchronized void removeRole(String tenant, String role) {
        sessions.remove(tenant, role);
    }

    /** Whether the keys of a tenant sign anything. */
    public void suspend(String tenant, boolean now) {
        if (now) {
            suspended.add(tenant);
        } else {
            suspended.remove(tenant);
        }
    }

    /**
     * The key of an id that a client has sent; null when nobody's active key has it. That of a session is one whose token
     * is genuine; whether it has expired is its secret's to tell.
     *
     * @param sessionToken as the client has sent it
     */
    public @Nullable AccessKey find(String accessKeyId, @Nullable String sessionToken) {
        return active(
                sessionToken != null && SessionTokens.isTemporary(accessKeyId)
                        ? sessions.find(accessKeyId, sessionToken)
                        : keys.get(accessKeyId));
    }

    /** A key that was found before, as it is now; null when it was taken back meanwhile. */
    public @Nullable AccessKey current(AccessKey found) {
        OpenedSession session = found.session();
        return active(session == null ? keys.get(found.id()) : sessions.key(found.id(), session));
    }

    private @Nullable AccessKey active(@Nullable AccessKey key) {
        return key == null || suspended.contains(key.identity().account()) ? null : key;
    }
}
