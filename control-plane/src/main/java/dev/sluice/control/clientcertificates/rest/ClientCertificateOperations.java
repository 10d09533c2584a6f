package dev.sluice.control.clientcertificates.rest;

import dev.sluice.control.clientcertificates.ClientCertificates;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.ListJson;
import dev.sluice.control.platform.wire.WireInput;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Map;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The ClientCertificate operations of the management API. Translates; decides nothing. */
@Path("/clientcertificates")
@RunOnVirtualThread
public class ClientCertificateOperations {
    private final ClientCertificates certificates;

    ClientCertificateOperations(ClientCertificates certificates) {
        this.certificates = certificates;
    }

    @POST
    @Permission("apigateway:POST")
    @ResponseStatus(201)
    public ClientCertificateJson generateClientCertificate(byte[] body) {
        var input = WireInput.of("generateClientCertificateInput", body);
        String description = input.body().filledText("description");
        Map<String, String> tags = input.body().plainTextMap("tags");
        input.check();
        return ClientCertificateJson.of(certificates.generate(description, tags == null ? Map.of() : tags));
    }

    @GET
    @Permission("apigateway:GET")
    public ListJson<ClientCertificateJson> getClientCertificates(
            @QueryParam("limit") @Nullable String limit, @QueryParam("position") @Nullable String position) {
        return ListJson.of(certificates.list(PageRequest.of(limit, position)), ClientCertificateJson::of);
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{clientcertificate_id}")
    public ClientCertificateJson getClientCertificate(@PathParam("clientcertificate_id") String certificate) {
        return ClientCertificateJson.of(certificates.require(certificate));
    }

    @PATCH
    @Permission("apigateway:PATCH")
    @Path("/{clientcertificate_id}")
    public ClientCertificateJson updateClientCertificate(
            @PathParam("clientcertificate_id") String certificate, byte[] body) {
        var operations = PatchOperation.read(WireInput.of("updateClientCertificateInput", body));
        return ClientCertificateJson.of(certificates.update(certificate, operations));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    @Path("/{clientcertificate_id}")
    @ResponseStatus(202)
    public void deleteClientCertificate(@PathParam("clientcertificate_id") String certificate) {
        certificates.delete(certificate);
    }
}
