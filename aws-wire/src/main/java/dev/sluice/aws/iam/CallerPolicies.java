package dev.sluice.aws.iam;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may do by itself: the policies of its user or role, and that of its session, which has to allow as well
 * (identity-and-waf 5). Immutable; asking it never fails.
 */
public final class CallerPolicies {
    private final List<Policy> identity;
    private final @Nullable Policy session;
    private final Set<String> conditionKeys;

    private CallerPolicies(List<Policy> identity, @Nullable Policy session) {
        this.identity = List.copyOf(identity);
        this.session = session;
        this.conditionKeys = conditionKeys(this.identity, session);
    }

    /** Of a user. */
    public static CallerPolicies of(Policy identity) {
        return new CallerPolicies(List.of(identity), null);
    }

    /**
     * Of a session.
     *
     * @param role the policies of its role, none of which has to allow anything
     * @param session null when the session has no policy of its own
     */
    public static CallerPolicies ofSession(List<Policy> role, @Nullable Policy session) {
        return new CallerPolicies(role, session);
    }

    private static Set<String> conditionKeys(List<Policy> identity, @Nullable Policy session) {
        if (identity.size() == 1 && session == null) {
            return identity.getFirst().conditionKeys();
        }
        var keys = new TreeSet<String>();
        identity.forEach(policy -> keys.addAll(policy.conditionKeys()));
        if (session != null) {
            keys.addAll(session.conditionKeys());
        }
        return Set.copyOf(keys);
    }

    /** The condition keys that the policies ask about, in lower case. */
    public Set<String> conditionKeys() {
        return conditionKeys;
    }

    /** What the policies of the user or role say. */
    public Decision byIdentity(AccessRequest request) {
        return Policy.decide(identity, request);
    }

    /** What the policy of the session says; everything is allowed without one. */
    public Decision bySession(AccessRequest request) {
        return session == null ? Decision.ALLOWED : session.decide(request);
    }

    /** What they say together: any Deny wins, and nothing is allowed that one of both kinds does not allow. */
    public Decision decide(AccessRequest request) {
        Decision byIdentity = byIdentity(request);
        Decision bySession = bySession(request);
        if (byIdentity == Decision.EXPLICITLY_DENIED || bySession == Decision.EXPLICITLY_DENIED) {
            return Decision.EXPLICITLY_DENIED;
        }
        return byIdentity == Decision.ALLOWED ? bySession : byIdentity;
    }
}
