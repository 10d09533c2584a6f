package dev.sluice.data.integration.aws;

import dev.sluice.aws.signature.SignatureSigner;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.targets.Endpoint;
import dev.sluice.data.targets.FunctionPeer;
import dev.sluice.data.targets.RoleSigners;
import dev.sluice.data.targets.Targets;
import dev.sluice.data.targets.TenantTargets;
import dev.sluice.data.transform.MappingRefused;
import org.jspecify.annotations.Nullable;

/**
 * Where an integration's calls go and who signs them: what the definition says, resolved per call with what the tenant
 * has stored. Without credentials in the definition a call is not signed, and the endpoint decides. Immutable.
 */
public final class AwsTarget {
    private final Targets targets;
    private final String tenant;
    private final AwsUri uri;
    private final Endpoint atAws;
    private final @Nullable String functionArn;
    private final @Nullable String roleArn;

    private AwsTarget(
            Targets targets,
            String tenant,
            AwsUri uri,
            Endpoint atAws,
            @Nullable String functionArn,
            @Nullable String roleArn) {
        this.targets = targets;
        this.tenant = tenant;
        this.uri = uri;
        this.atAws = atAws;
        this.functionArn = functionArn;
        this.roleArn = roleArn;
    }

    /** The target of an integration with a service. */
    public static AwsTarget ofService(
            Targets targets, StageFacts stage, AwsUri uri, String host, @Nullable String credentials)
            throws MappingRefused {
        return new AwsTarget(targets, stage.tenant(), uri, Endpoint.https(host), null, role(stage, credentials));
    }

    /** The target of an integration with a function. */
    public static AwsTarget ofFunction(
            Targets targets, StageFacts stage, AwsUri uri, String functionArn, @Nullable String credentials)
            throws MappingRefused {
        return new AwsTarget(
                targets, stage.tenant(), uri, Endpoint.https(uri.host()), functionArn, role(stage, credentials));
    }

    private static @Nullable String role(StageFacts stage, @Nullable String credentials) throws MappingRefused {
        if (credentials == null || credentials.isEmpty()) {
            return null;
        }
        if (credentials.endsWith(":user/*")) {
            throw new MappingRefused("credentials of the caller are not supported yet");
        }
        return AwsUri.withVariables(credentials, stage.variables());
    }

    /** Where one call goes. */
    public sealed interface Resolved {
        /**
         * A server that may be called.
         *
         * @param signer null for a call that is not signed
         */
        record Server(Endpoint endpoint, @Nullable SignatureSigner signer) implements Resolved {}

        /** The definition cannot be carried out with what the tenant has stored; the reason is for logs. */
        record Unusable(String reason) implements Resolved {}
    }

    /** Looks up what the tenant has stored now. */
    public Resolved resolve() {
        TenantTargets stored = targets.of(tenant);
        Endpoint endpoint = endpoint(stored);
        if (endpoint.isPeer()) {
            return peer();
        }
        if (!endpoint.isUsable()) {
            return new Resolved.Unusable("Invalid endpoint address");
        }
        if (roleArn == null) {
            return new Resolved.Server(endpoint, null);
        }
        RoleSigners signers = stored.role(roleArn);
        return signers == null
                ? new Resolved.Unusable("API Gateway does not have permission to assume the provided role " + roleArn)
                : new Resolved.Server(endpoint, signers.of(uri.region(), AwsProtocols.signingName(uri)));
    }

    /** The installation's own host serves a tenant its own functions; a role has no say there. */
    private Resolved peer() {
        FunctionPeer peer = targets.peer();
        return peer == null || functionArn == null
                ? new Resolved.Unusable("Invalid endpoint address")
                : new Resolved.Server(peer.endpoint(), peer.signer(tenant));
    }

    private Endpoint endpoint(TenantTargets stored) {
        Endpoint function = functionArn == null ? null : stored.function(functionArn);
        if (function != null) {
            return function;
        }
        Endpoint full = stored.service(uri.fullService());
        if (full != null || uri.subdomain() == null) {
            return full == null ? atAws : full;
        }
        Endpoint service = stored.service(uri.service());
        return service == null ? atAws : service;
    }
}
