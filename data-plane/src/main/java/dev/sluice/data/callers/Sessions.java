package dev.sluice.data.callers;

import dev.sluice.aws.arn.Arns;
import dev.sluice.aws.iam.CallerPolicies;
import dev.sluice.aws.iam.Policy;
import dev.sluice.contracts.access.RoleRecord;
import dev.sluice.contracts.sessions.SessionContent;
import dev.sluice.contracts.sessions.SessionRoles;
import dev.sluice.contracts.sessions.SessionTokens;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of sessions, which nobody tells a node of: each token tells itself, and the records of roles tell which of them
 * still hold and what they may do. One thread at a time writes roles, any thread reads.
 */
final class Sessions {
    /** Characters of tokens and of documents whose compiled forms are kept: those take some dozen times the memory. */
    private static final long MAX_KEPT_CHARACTERS = 1024L * 1024;

    private final Arns arns;
    private final @Nullable SessionTokens tokens;
    private final SessionRoles roles;
    private final Kept<OpenedSession> opened;
    private final Kept<CompiledRole> compiled;

    Sessions(Arns arns, @Nullable SessionTokens tokens) {
        this(arns, tokens, new SessionRoles(), MAX_KEPT_CHARACTERS);
    }

    /** For tests: with room for fewer documents. */
    Sessions(Arns arns, @Nullable SessionTokens tokens, SessionRoles roles, long mostKept) {
        this.arns = arns;
        this.tokens = tokens;
        this.roles = roles;
        opened = new Kept<>(mostKept);
        compiled = new Kept<>(mostKept);
    }

    /** Puts a role into effect or ends it; false when there is no room for its documents. */
    boolean put(RoleRecord record) {
        return roles.put(record);
    }

    void remove(String tenant, String role) {
        roles.remove(tenant, role);
    }

    /**
     * What a token says; null when it is not genuine, or its role is gone. Of a user's the key is for {@link AccessKeys}.
     * Reads no policy: whoever sends a token has not shown yet that the session is its own.
     */
    @Nullable
    OpenedSession find(String accessKeyId, String token) {
        OpenedSession session = opened(accessKeyId, token);
        return session == null || (session.content().userKey() == null && role(session) == null) ? null : session;
    }

    /** The session's key by its role as that is now; null when it is gone. */
    @Nullable
    AccessKey key(String accessKeyId, OpenedSession session) {
        RoleRecord role = role(session);
        return role == null
                ? null
                : new AccessKey(
                        accessKeyId,
                        session.identity(arns.partition()),
                        session.secret(),
                        policies(role, session.policy()));
    }

    private @Nullable RoleRecord role(OpenedSession session) {
        SessionContent content = session.content();
        return roles.find(content.tenant(), content.role(), content.roleId());
    }

    private CallerPolicies policies(RoleRecord role, @Nullable Policy ofSession) {
        CompiledRole read = compiled(role);
        return ofSession == null ? read.alone : CallerPolicies.ofSession(read.policies, ofSession);
    }

    private CompiledRole compiled(RoleRecord role) {
        CompiledRole kept = compiled.find(role.key());
        if (kept != null && kept.revision == role.revision()) {
            return kept;
        }
        List<Policy> policies = role.policies().stream()
                .map(document -> PolicyTexts.read(role.tenant(), document))
                .toList();
        var read = new CompiledRole(role.revision(), policies, CallerPolicies.ofSession(policies, null));
        compiled.put(role.tenant(), role.key(), read, SessionRoles.weight(role));
        return read;
    }

    private @Nullable OpenedSession opened(String accessKeyId, String token) {
        OpenedSession kept = opened.find(accessKeyId);
        if (kept != null && kept.isOf(token)) {
            return kept;
        }
        SessionContent content = tokens == null ? null : tokens.open(accessKeyId, token);
        if (content == null) {
            return null;
        }
        var read = new OpenedSession(content, token);
        opened.put(content.tenant(), accessKeyId, read, token.length());
        return read;
    }

    /**
     * A role's policies, as the record of this revision has them.
     *
     * @param alone those of sessions without a policy of their own
     */
    private record CompiledRole(long revision, List<Policy> policies, CallerPolicies alone) {}
}
