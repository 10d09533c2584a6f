package dev.sluice.data.callers;

import dev.sluice.aws.iam.Identity;
import dev.sluice.aws.iam.Policy;
import dev.sluice.aws.signature.AccessSecret;
import dev.sluice.contracts.sessions.SessionContent;
import org.jspecify.annotations.Nullable;

/** What a genuine session token said, read once. Any thread. */
final class OpenedSession {
    private final SessionContent content;
    private final String token;
    private final AccessSecret secret;
    private volatile @Nullable Identity identity;
    private volatile @Nullable Policy policy;

    OpenedSession(SessionContent content, String token) {
        this.content = content;
        this.token = token;
        secret = new AccessSecret(content.secretAccessKey(), token, content.expiresAt());
    }

    SessionContent content() {
        return content;
    }

    /** Whom the session of a role stands for, put together when a signature first turns out to be genuine. */
    Identity identity(String partition) {
        Identity made = identity;
        if (made == null) {
            made = Identity.session(
                    partition, content.tenant(), content.role(), content.roleId(), content.name(), content.issuedAt());
            identity = made;
        }
        return made;
    }

    AccessSecret secret() {
        return secret;
    }

    /** The session's own policy, compiled when a signature first turns out to be genuine; null when it has none. */
    @Nullable
    Policy policy() {
        String document = content.policy();
        Policy compiled = policy;
        if (compiled == null && document != null) {
            compiled = PolicyTexts.read(content.tenant(), document);
            policy = compiled;
        }
        return compiled;
    }

    /** Whether this is the session's token, in the same time wherever they differ. */
    boolean isOf(String another) {
        int differing = token.length() ^ another.length();
        for (int index = 0; index < Math.min(token.length(), another.length()); index++) {
            differing |= token.charAt(index) ^ another.charAt(index);
        }
        return differing == 0;
    }

    @Override
    public String toString() {
        return "OpenedSession[" + content + "]";
    }
}
