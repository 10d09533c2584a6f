package dev.sluice.data.callers;

import dev.sluice.aws.arn.Arns;
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
    private final Arns arns;
    private final Map<String, AccessKey> keys = new ConcurrentHashMap<>();
    private final Set<String> suspended = ConcurrentHashMap.newKeySet();
    private final PolicyTexts policies = new PolicyTexts();
    private final Sessions sessions;

    /** Of a node by itself, which knows no session. */
    public AccessKeys(Arns arns) {
        this.arns = arns;
        sessions = new Sessions(arns, null);
    }

    /** Of a node that opens the tokens of sessions. */
    public AccessKeys(Arns arns, SessionTokens tokens) {
        this.arns = arns;
        sessions = new Sessions(arns, tokens);
    }

    /** Puts a user's key into effect, or ends it. */
    public synchronized void put(CredentialRecord credential) {
        String secret = credential.secretAccessKey();
        if (secret == null) {
            remove(credential.accessKeyId());
            return;
        }
        String id = credential.accessKeyId();
        String arn = arns.user(credential.tenant(), credential.user()).text();
        keys.put(
                id,
                new AccessKey(
                        id,
                        Identity.user(credential.tenant(), arn, id),
                        AccessSecret.permanent(secret),
                        CallerPolicies.of(policies.of(credential.tenant(), String.valueOf(credential.policy())))));
    }

    /** Puts a role into effect, or ends it with its sessions; false when there is no room for it. */
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

    /** Whether the keys of a tenant sign anything, those of roles that were assumed from it among them. */
    public void suspend(String tenant, boolean now) {
        if (now) {
            suspended.add(tenant);
        } else {
            suspended.remove(tenant);
        }
    }

    /**
     * What checks a signature by an id that a client has sent; null when nobody's active key has it. Of a session the token
     * is genuine; whether it has expired is its secret's to tell.
     *
     * @param sessionToken as the client has sent it
     */
    public @Nullable FoundKey find(String accessKeyId, @Nullable String sessionToken) {
        FoundKey found = sessionToken != null && SessionTokens.isTemporary(accessKeyId)
                ? ofSession(accessKeyId, sessions.find(accessKeyId, sessionToken))
                : ofUser(keys.get(accessKeyId));
        return found == null || isSuspended(found) ? null : found;
    }

    private @Nullable FoundKey ofSession(String accessKeyId, @Nullable OpenedSession session) {
        if (session == null) {
            return null;
        }
        String userKey = session.content().userKey();
        return userKey != null && !keys.containsKey(userKey)
                ? null
                : new FoundKey(accessKeyId, session.content().tenant(), session.secret(), session);
    }

    private static @Nullable FoundKey ofUser(@Nullable AccessKey key) {
        return key == null ? null : new FoundKey(key.id(), key.identity().account(), key.secret(), null);
    }

    /** The key that was found, as it is now, with what it may do; null when it was taken back meanwhile. */
    public @Nullable AccessKey current(FoundKey found) {
        OpenedSession session = found.session();
        AccessKey key = session == null ? keys.get(found.id()) : key(found.id(), session);
        return key == null || isSuspended(found) ? null : key;
    }

    private @Nullable AccessKey key(String id, OpenedSession session) {
        String userKey = session.content().userKey();
        if (userKey == null) {
            return sessions.key(id, session);
        }
        AccessKey user = keys.get(userKey);
        return user == null
                ? null
                : new AccessKey(
                        id, user.identity().since(session.content().issuedAt()), session.secret(), user.policies());
    }

    private boolean isSuspended(FoundKey found) {
        if (suspended.contains(found.account())) {
            return true;
        }
        OpenedSession session = found.session();
        if (session != null) {
            for (String account : session.content().through()) {
                if (suspended.contains(account)) {
                    return true;
                }
            }
        }
        return false;
    }
}
