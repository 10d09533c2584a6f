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
    /** Characters of all documents of roles together, a few times what a cell of full tenants has. */
    private static final long MAX_ROLE_CHARACTERS = 128L * 1024 * 1024;

    /** Characters of tokens and of documents whose compiled forms are kept: those take some dozen times the memory. */
    private static final long MAX_KEPT_CHARACTERS = 1024L * 1024;

    private static final String PARTITION = "aws";

    private final @Nullable SessionTokens tokens;
    private final Map<String, RoleRecord> roles = new ConcurrentHashMap<>();
    private final Kept<OpenedSession> opened = new Kept<>(MAX_KEPT_CHARACTERS);
    private final Kept<CompiledRole> compiled = new Kept<>(MAX_KEPT_CHARACTERS);
    private final long mostCharacters;
    private long characters;

    Sessions(@Nullable SessionTokens tokens) {
        this(tokens, MAX_ROLE_CHARACTERS);
    }

    /** For tests: with room for fewer documents. */
    Sessions(@Nullable SessionTokens tokens, long mostCharacters) {
        this.tokens = tokens;
        this.mostCharacters = mostCharacters;
    }

    /** Puts a role into effect or ends it; false, and the role is gone, when there is no room for its documents. */
    boolean put(RoleRecord record) {
        remove(record.tenant(), record.name());
        if (record.roleId() == null) {
            return true;
        }
        long added = weight(record);
        if (characters + added > mostCharacters) {
            return false;
        }
        characters += added;
        roles.put(place(record.tenant(), record.name()), record);
        return true;
    }

    void remove(String tenant, String role) {
        RoleRecord removed = roles.remove(place(tenant, role));
        if (removed != null) {
            characters -= weight(removed);
        }
    }

    /** Of a role without documents too. */
    private static long weight(RoleRecord role) {
        return 256 + role.policies().stream().mapToLong(String::length).sum();
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
        RoleRecord role = roles.get(place(session.identity().account(), session.role()));
        if (role == null || !session.roleId().equals(role.roleId())) {
            return null;
        }
        return new AccessKey(
                accessKeyId,
                session.identity(),
                session.secret(),
                CallerPolicies.ofSession(policies(role), session.policy()),
                session);
    }

    private List<Policy> policies(RoleRecord role) {
        CompiledRole kept = compiled.find(role.key());
        if (kept != null && kept.revision == role.revision()) {
            return kept.policies;
        }
        List<Policy> read = role.policies().stream()
                .map(document -> PolicyTexts.read(role.tenant(), document))
                .toList();
        compiled.put(role.key(), new CompiledRole(role.revision(), read), weight(role));
        return read;
    }

    private @Nullable OpenedSession opened(String accessKeyId, String token) {
        if (tokens == null || token.length() > SessionTokens.MAX_CHARACTERS) {
            return null;
        }
        OpenedSession kept = opened.find(accessKeyId);
        if (kept != null && sameToken(kept, token)) {
            return kept;
        }
        SessionContent content = tokens.open(accessKeyId, token);
        OpenedSession read = content == null ? null : read(content, token);
        if (read != null) {
            opened.put(accessKeyId, read, token.length());
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

    /** A role's policies, as the record of this revision has them. */
    private record CompiledRole(long revision, List<Policy> policies) {}
}
