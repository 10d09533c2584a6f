package dev.sluice.contracts.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant's integrations with functions and AWS services lead, who signs for them, and whose tokens its authorizers
 * may accept. Sealed like every record, since it holds secrets.
 *
 * @param tenant twelve-digit id
 * @param roles what execution roles stand for, one of an ARN
 * @param functions where functions are invoked; the longest match wins
 * @param services where services are called, one of a name; a service without one is called at AWS
 * @param oidcProviders whose tokens count beside those of user pools, one of an issuer
 */
public record TargetsRecord(
        int formatVersion,
        String tenant,
        long revision,
        List<RoleCredentials> roles,
        List<FunctionEndpoint> functions,
        List<ServiceEndpoint> services,
        List<OidcProvider> oidcProviders)
        implements AccessRecord {
    /** The layout that this version of Sluice writes. */
    public static final int FORMAT_VERSION = 1;

    /** The endpoint that stands for the installation's own host of functions, whose address the operator knows. */
    public static final String AUTHORIZER_SERVICE = "authorizer-service";

    public TargetsRecord {
        roles = List.copyOf(roles);
        functions = List.copyOf(functions);
        services = List.copyOf(services);
        oidcProviders = List.copyOf(oidcProviders);
    }

    @Override
    @JsonIgnore
    public String key() {
        return tenant + "/targets/" + tenant;
    }

    /**
     * The credentials that sign for an execution role.
     *
     * @param sessionToken of temporary credentials
     */
    public record RoleCredentials(
            String roleArn,
            String accessKeyId,
            String secretAccessKey,
            @Nullable String sessionToken) {
        @Override
        public String toString() {
            return "RoleCredentials[" + roleArn + ", " + accessKeyId + "]";
        }
    }

    /**
     * Where functions are invoked.
     *
     * @param functionArn an ARN, or the beginning of ARNs with a star behind it
     * @param endpoint scheme, host and port in front of {@code /2015-03-31/functions/}, or {@link #AUTHORIZER_SERVICE}
     */
    public record FunctionEndpoint(String functionArn, String endpoint) {}

    /**
     * Where a service is called.
     *
     * @param service the name in an integration's URI, for example {@code sqs}
     * @param endpoint scheme, host and port
     */
    public record ServiceEndpoint(String service, String endpoint) {}

    /**
     * An OpenID Connect issuer that the tenant trusts.
     *
     * @param issuer what the claim {@code iss} has to be, to the letter; its discovery document tells where the keys are
     * @param clientIds for whom its tokens may be made
     * @param algorithms how they may be signed, for example {@code RS256}
     */
    public record OidcProvider(String issuer, List<String> clientIds, List<String> algorithms) {
        public OidcProvider {
            clientIds = List.copyOf(clientIds);
            algorithms = List.copyOf(algorithms);
        }
    }
}
