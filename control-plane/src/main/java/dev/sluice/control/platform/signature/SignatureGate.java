package dev.sluice.control.platform.signature;

import dev.sluice.aws.net.SourceNetwork;
import dev.sluice.aws.signature.AccessSecret;
import dev.sluice.aws.signature.SignatureVerifier;
import dev.sluice.aws.signature.SignedRequest;
import dev.sluice.aws.signature.Verdict;
import dev.sluice.control.platform.calls.Principal;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.Problem.Unauthenticated.Reason;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.Installation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says who signed a request, or refuses. Failures are counted by access key id and by source address; when one has
 * collected too many, requests are refused before anything of them is checked, so that the answer tells nothing.
 */
@Singleton
class SignatureGate {
    /** What {@code POST /} is asked for; the first one is answered, the others say that they are not built yet. */
    private static final List<String> ROOT_SERVICES = List.of("sts", "monitoring", "logs", "cognito-idp");

    /** How many times as often a key may fail from everywhere: whoever knows an id must not lock its owner out. */
    private static final int ALL_ADDRESSES = 100;

    /** security-requirements 5: a presigned call is taken for as long as any other. */
    private static final Duration LONGEST_PRESIGNED = Duration.ofMinutes(5);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final KnownKeys keys;
    private final KnownSessions sessions;
    private final SignatureVerifier management;
    private final SignatureVerifier root;
    private final Budgets failuresPerKeyAndAddress;
    private final Budgets failuresPerKey;
    private final Budgets failuresPerAddress;
    private final TenantRates rates;

    SignatureGate(
            KnownKeys keys,
            KnownSessions sessions,
            Installation installation,
            DoorSettings settings,
            TenantRates rates) {
        this.keys = keys;
        this.sessions = sessions;
        this.rates = rates;
        var clock = Clock.systemUTC();
        management = new SignatureVerifier(installation.region(), List.of("apigateway"), clock)
                .presignedAtMost(LONGEST_PRESIGNED);
        root = new SignatureVerifier(installation.region(), ROOT_SERVICES, clock).presignedAtMost(LONGEST_PRESIGNED);
        failuresPerKeyAndAddress = perMinute(settings.failuresPerKey());
        failuresPerKey = perMinute(settings.failuresPerKey() * ALL_ADDRESSES);
        failuresPerAddress = perMinute(settings.failuresPerAddress());
    }

    /** The caller and the service that the signature names. Blocks for the look-up of the key. */
    Signed admit(SignedRequest request, boolean isRoot, String sourceAddress) {
        String network = SourceNetwork.of(sourceAddress);
        if (failuresPerAddress.isSpent(network)) {
            throw tooMany();
        }
        var asked = new Asked(network);
        return switch ((isRoot ? root : management).verify(request, asked::secret)) {
            case Verdict.Verified verified -> admitted(verified, asked, isRoot);
            case Verdict.Rejected rejected -> throw refused(rejected, network);
        };
    }

    private Signed admitted(Verdict.Verified verified, Asked asked, boolean isRoot) {
        KnownKey key = asked.found;
        if (key == null) {
            throw new IllegalStateException("Verified without a key");
        }
        // sts answers every valid key, so that a suspended tenant can still find out who it is.
        if (key.suspended() != null && !isRoot) {
            throw new ProblemException(new Problem.AccessDenied("The account " + key.suspended() + " is suspended"));
        }
        rates.take(key.principal().tenant());
        return new Signed(key.principal(), verified.scope().service());
    }

    private ProblemException refused(Verdict.Rejected rejected, String network) {
        if (rejected.reason() != Verdict.Reason.MISSING_AUTHENTICATION_TOKEN) {
            // No credential at all is a stray request rather than an attempt.
            failuresPerAddress.take(network);
        }
        String id = rejected.accessKeyId();
        if (id != null && id.length() <= KnownKeys.MAX_ID_LENGTH) {
            failuresPerKeyAndAddress.take(keyAndAddress(id, network));
            failuresPerKey.take(id);
        }
        return new ProblemException(new Problem.Unauthenticated(
                switch (rejected.reason()) {
                    case MISSING_AUTHENTICATION_TOKEN -> Reason.MISSING_TOKEN;
                    case INCOMPLETE_SIGNATURE -> Reason.INCOMPLETE_SIGNATURE;
                    case INVALID_SIGNATURE -> Reason.INVALID_SIGNATURE;
                    case UNRECOGNIZED_CLIENT -> Reason.UNRECOGNIZED_CLIENT;
                    case EXPIRED_TOKEN -> Reason.EXPIRED_TOKEN;
                },
                rejected.message()));
    }

    private static Budgets perMinute(int failures) {
        return new Budgets(failures, failures, MINUTE, System::nanoTime);
    }

    private static String keyAndAddress(String accessKeyId, String network) {
        return accessKeyId + ' ' + network;
    }

    private static ProblemException tooMany() {
        return new ProblemException(new Problem.TooManyRequests("Too many failed sign-ins. Please try later.", WAIT));
    }

    /** A verified caller. */
    record Signed(Principal principal, String service) {}

    /** The one look-up of a verification. */
    private final class Asked {
        private final String network;
        private @Nullable KnownKey found;

        Asked(String network) {
            this.network = network;
        }

        @Nullable
        AccessSecret secret(String accessKeyId, @Nullable String sessionToken) {
            if (accessKeyId.length() > KnownKeys.MAX_ID_LENGTH) {
                return null;
            }
            if (failuresPerKeyAndAddress.isSpent(keyAndAddress(accessKeyId, network))
                    || failuresPerKey.isSpent(accessKeyId)) {
                throw tooMany();
            }
            found = sessionToken == null ? keys.find(accessKeyId) : sessions.find(accessKeyId, sessionToken);
            return found == null ? null : found.secret();
        }
    }
}
