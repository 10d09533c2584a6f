package dev.sluice.data.targets;

import dev.sluice.aws.signature.AccessSecret;
import dev.sluice.aws.signature.SignatureSigner;
import dev.sluice.contracts.access.TargetsRecord.RoleCredentials;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signs with the credentials that stand for one execution role. Keys derived for a region and service are kept while the
 * credentials are. Any loop may use it.
 */
public final class RoleSigners {
    /** Regions and services come from deployed definitions; beyond so many the keys are derived again. */
    private static final int MAX_KEPT = 64;

    private final String accessKeyId;
    private final AccessSecret secret;
    private final ConcurrentHashMap<Scope, SignatureSigner> signers = new ConcurrentHashMap<>();

    private record Scope(String region, String service) {}

    RoleSigners(RoleCredentials role) {
        this.accessKeyId = role.accessKeyId();
        this.secret = new AccessSecret(role.secretAccessKey(), role.sessionToken(), null);
    }

    /** The signer for a region and a service's signing name. */
    public SignatureSigner of(String region, String service) {
        Scope scope = new Scope(region, service);
        SignatureSigner kept = signers.get(scope);
        if (kept != null) {
            return kept;
        }
        if (signers.size() >= MAX_KEPT) {
            signers.clear();
        }
        SignatureSigner made = new SignatureSigner(accessKeyId, secret, region, service, Clock.systemUTC());
        signers.put(scope, made);
        return made;
    }
}
