package dev.sluice.data.targets;

import dev.sluice.aws.signature.AccessSecret;
import dev.sluice.aws.signature.SignatureSigner;
import dev.sluice.contracts.calls.PeerCredential;
import dev.sluice.contracts.keys.KeyFile;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The installation's own host of functions, which tenants name as {@code authorizer-service}. Its endpoint has a host that no URL has, by which
 * the guarded client knows it; calls for a tenant are signed under a credential that the cell key gives. Any loop may use it.
 */
public final class FunctionPeer {
    /** What the guarded client is told to call. No URL has such a host: an at sign ends the user's part of one. */
    public static final String HOST = "@authorizer-service";

    private static final int MAX_KEPT = 1_000;

    private final Endpoint endpoint;
    private final KeyFile cell;
    private final String region;
    private final ConcurrentHashMap<String, SignatureSigner> signers = new ConcurrentHashMap<>();

    /** @param port where it listens; its host is the guarded client's to know */
    public FunctionPeer(int port, KeyFile cell, String region) {
        this.endpoint = new Endpoint(false, HOST, port, "authorizer-service");
        this.cell = cell;
        this.region = region;
    }

    /** Where it is called. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Who signs the calls for a tenant. */
    public SignatureSigner signer(String tenant) {
        SignatureSigner kept = signers.get(tenant);
        if (kept != null) {
            return kept;
        }
        if (signers.size() >= MAX_KEPT) {
            signers.clear();
        }
        PeerCredential credential = PeerCredential.of(cell, tenant);
        SignatureSigner made = new SignatureSigner(
                credential.id(), AccessSecret.permanent(credential.secret()), region, "lambda", Clock.systemUTC());
        signers.put(tenant, made);
        return made;
    }
}
