package dev.sluice.authorizer.access;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.aws.iam.Identity;
import dev.sluice.aws.signature.AccessSecret;
import dev.sluice.aws.signature.ClaimedKey;
import dev.sluice.aws.signature.SignatureVerifier;
import dev.sluice.aws.signature.SignedRequest;
import dev.sluice.aws.signature.Verdict;
import dev.sluice.contracts.calls.PeerCredential;
import dev.sluice.contracts.keys.KeyFile;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Says who signed a request for a service, or refuses. Knows the access keys of tenants, those of sessions, and
 * those that nodes derive from the cell key; the latter need neither the broker nor the control plane. Any thread.
 */
@Singleton
public class SignatureGate {
    private static final Duration LONGEST_PRESIGNED = Duration.ofMinutes(5);
    private static final int LONGEST_ID = 128;

    private final AccessTable table;
    private final KnownSessions sessions;
    private final KeyFile cell;
    private final Installation installation;
    private final Map<String, SignatureVerifier> verifiers = new ConcurrentHashMap<>();
    private final Map<String, PeerCredential> peers = new ConcurrentHashMap<>();

    SignatureGate(AccessTable table, KnownSessions sessions, Keys keys, Installation installation) {
        this.table = table;
        this.sessions = sessions;
        this.cell = keys.cell();
        this.installation = installation;
    }

    /** Who signed, or why nobody is known to have. */
    public sealed interface Admission {
        /** The caller is known. */
        record Admitted(Caller caller) implements Admission {}

        /** Nobody is; in AWS's words. */
        record Refused(Verdict.Reason reason, String message) implements Admission {}

        /** The key's tenant is suspended, or another account that the role of its session was assumed from. */
        record Suspended(TenantId tenant) implements Admission {}

        /** The key is not known, and not all keys are known yet; or whether its tenant is suspended is not. */
        record NotYet() implements Admission {}
    }

    /**
     * Checks the signature of a request.
     *
     * @param service the signing name, for example {@code lambda}
     */
    public Admission admit(SignedRequest request, String service) {
        SignatureVerifier verifier = verifiers.computeIfAbsent(
                service,
                name -> new SignatureVerifier(installation.region(), List.of(name), Clock.systemUTC())
                        .presignedAtMost(LONGEST_PRESIGNED));
        var asked = new Asked();
        return switch (verifier.verify(request, asked::secret)) {
            case Verdict.Verified _ -> asked.admission();
            case Verdict.Rejected rejected when asked.unknown && !table.isComplete() -> new Admission.NotYet();
            case Verdict.Rejected rejected -> new Admission.Refused(rejected.reason(), rejected.message());
        };
    }

    /** Whose key the request names, before its body is read; null when {@link #admit} will refuse it whatever the body is. */
    public @Nullable TenantId named(SignedRequest head) {
        ClaimedKey claimed = SignatureVerifier.claimedKey(head);
        KnownKey key = claimed == null ? null : find(claimed.id(), claimed.sessionToken());
        return key == null ? null : key.tenant();
    }

    /** The one look-up of a verification. */
    private final class Asked {
        private @Nullable KnownKey key;
        private boolean unknown;

        @Nullable
        AccessSecret secret(String id, @Nullable String sessionToken) {
            KnownKey found = find(id, sessionToken);
            key = found;
            unknown = found == null;
            return found == null ? null : found.secret();
        }

        private Admission admission() {
            KnownKey verified = key;
            if (verified == null) {
                throw new IllegalStateException("Verified without a key");
            }
            for (TenantId account : verified.through()) {
                if (table.standing(account) == Standing.SUSPENDED) {
                    return new Admission.Suspended(account);
                }
            }
            return switch (table.standing(verified.tenant())) {
                case ACTIVE -> new Admission.Admitted(verified.caller().get());
                case SUSPENDED -> new Admission.Suspended(verified.tenant());
                case UNKNOWN -> new Admission.NotYet();
            };
        }
    }

    private @Nullable KnownKey find(String id, @Nullable String sessionToken) {
        if (id.length() > LONGEST_ID) {
            return null;
        }
        PeerCredential peer = peer(id);
        if (peer != null) {
            var tenant = new TenantId(peer.tenant());
            var node = Identity.user(peer.tenant(), installation.arn("execute-api", tenant, "node"), id);
            return new KnownKey(tenant, AccessSecret.permanent(peer.secret()), () -> new Caller(tenant, node, null));
        }
        if (sessionToken != null) {
            return sessions.find(id, sessionToken);
        }
        KnownUser user = table.find(id);
        return user == null
                ? null
                : new KnownKey(
                        user.tenant(),
                        AccessSecret.permanent(user.secret()),
                        () -> user.caller(user.identity(installation, id)));
    }

    /** Derived once: that takes longer than the rest of a verification. Only ids of our own form are kept. */
    private @Nullable PeerCredential peer(String id) {
        PeerCredential known = peers.get(id);
        if (known == null) {
            known = PeerCredential.find(cell, id);
            if (known != null) {
                if (peers.size() >= 10_000) {
                    peers.clear();
                }
                peers.put(id, known);
            }
        }
        return known;
    }
}
