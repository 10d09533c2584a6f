package dev.sluice.data.callers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.aws.iam.CallerPolicies;
import dev.sluice.aws.iam.Identity;
import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.Policy;
import dev.sluice.aws.signature.AccessSecret;
import dev.sluice.contracts.access.RoleRecord;
import dev.sluice.contracts.sessions.SessionContent;
import dev.sluice.contracts.sessions.SessionTokens;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys of sessions, which nobody tells a node of: each token tells itself, and the records of roles tell which of them
 * still hold and what they may do. One thread at a time writes roles, any thread reads without waiting.
 */
final class Sessions {
    private static final int MAX_KEPT = 1_000;
    private static final String PARTITION = "aws";

    private final @Nullable SessionTokens tokens;
    private final PolicyTexts policies;
    private final Map<String, Role> roles = new ConcurrentHashMap<>();
    private final Map<String, OpenedSession> opened = new ConcurrentHashMap<>();

    Sessions(@Nullable SessionTokens tokens, PolicyTexts policies) {
        this.tokens = tokens;
        this.policies = policies;
    }

    void put(RoleRecord record) {
        String id = record.roleId();
        if (id == null) {
            remove(record.tenant(), record.name());
            return;
        }
        List<Policy> read = record.policies().stream()
                .map(document -> policies.of(record.tenant(), document))
                .toList();
        roles.put(place(record.tenant(), record.name()), new Role(id, read));
    }

    void remove(String tenant, String role) {
        roles.remove(place(tenant, role));
    }

    /** The key of a session; null when the token is not genuine, or its role is gone. */
    @Nullable
    AccessKey find(String accessKeyId, String token) {
        OpenedSession session = opened(accessKeyId, token);
        return session == null ? null : key(accessKeyId, session);
    }

    /** The key by its role as that is now; null when it is gone. */
    @Nullable
    AccessKey key(String accessKeyId, OpenedSession session) {
        Role role = roles.get(place(session.identity().account(), session.role()));
        if (role == null || !role.id.equals(session.roleId())) {
            return null;
        }
        return new AccessKey(
                accessKeyId,
                session.identity(),
                session.secret(),
                CallerPolicies.ofSession(role.policies, session.policy()),
                session);
    }

    private @Nullable OpenedSession opened(String accessKeyId, String token) {
        if (tokens == null || token.length() > SessionTokens.MAX_CHARACTERS) {
            return null;
        }
        OpenedSession kept = opened.get(accessKeyId);
        if (kept != null && sameToken(kept, token)) {
            return kept;
        }
        SessionContent content = tokens.open(accessKeyId, token);
        OpenedSession read = content == null ? null : read(content, token);
        if (read != null) {
            if (opened.size() >= MAX_KEPT) {
                // Those that ended and those of busy days go together: opening one again costs microseconds.
                opened.clear();
            }
            opened.put(accessKeyId, read);
        }
        return read;
    }

    private static boolean sameToken(OpenedSession kept, String token) {
        return MessageDigest.isEqual(
                Objects.requireNonNull(kept.secret().sessionToken()).getBytes(UTF_8), token.getBytes(UTF_8));
    }

    /** A session whose policy cannot be read is none. */
    private static @Nullable OpenedSession read(SessionContent content, String token) {
        try {
            String document = content.policy();
            Policy policy = document == null ? null : Policy.parse(document);
            return new OpenedSession(
                    Identity.session(
                            PARTITION,
                            content.tenant(),
                            content.role(),
                            content.roleId(),
                            content.name(),
                            content.issuedAt()),
                    content.role(),
                    content.roleId(),
                    new AccessSecret(content.secretAccessKey(), token, content.expiresAt()),
                    policy);
        } catch (MalformedPolicy _) {
            return null;
        }
    }

    private static String place(String tenant, String role) {
        return tenant + "/" + role;
    }

    /** A role as its record tells it. */
    private record Role(String id, List<Policy> policies) {}
}
