package dev.sluice.control.targets.rest;

import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.targets.OidcProviders;
import dev.sluice.control.targets.TrustedIssuer;
import dev.sluice.control.tenants.rest.ItemsJson;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The operations on the OpenID Connect issuers that a tenant trusts. Translates; decides nothing. */
@Path("/platform/oidc-providers")
@RunOnVirtualThread
public class OidcProviderOperations {
    private final OidcProviders providers;

    OidcProviderOperations(OidcProviders providers) {
        this.providers = providers;
    }

    @GET
    @Permission("sluice:ListOidcProviders")
    public ItemsJson<OidcProviderJson> listOidcProviders(
            @QueryParam("limit") @Nullable String limit, @QueryParam("position") @Nullable String position) {
        return ItemsJson.of(providers.list(PageRequest.of(limit, position)), OidcProviderJson::of);
    }

    @GET
    @Path("/{provider_arn:.+}")
    @Permission("sluice:GetOidcProvider")
    public OidcProviderJson getOidcProvider(@PathParam("provider_arn") String id) {
        return OidcProviderJson.of(providers.require(id));
    }

    @PUT
    @Path("/{provider_arn:.+}")
    @Permission("sluice:PutOidcProvider")
    public OidcProviderJson putOidcProvider(@PathParam("provider_arn") String id, byte[] body) {
        var input = WireInput.of("putOidcProviderInput", body);
        String issuer = input.body().requiredText("issuer");
        List<String> clientIds = input.body().texts("clientIds");
        List<String> algorithms = input.body().texts("algorithms");
        input.check();
        var trusted = new TrustedIssuer(
                issuer,
                clientIds == null ? List.of() : clientIds,
                algorithms == null ? TrustedIssuer.USUAL_ALGORITHMS : algorithms);
        return OidcProviderJson.of(providers.put(id, trusted));
    }

    @DELETE
    @Path("/{provider_arn:.+}")
    @ResponseStatus(204)
    @Permission("sluice:DeleteOidcProvider")
    public void deleteOidcProvider(@PathParam("provider_arn") String id) {
        providers.delete(id);
    }
}
