package dev.sluice.control.deployed.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.control.apis.openapi.export.ApiDocument;
import dev.sluice.control.deployed.DeployedApis;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.stages.StageName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** GetExport of the management API. Translates; decides nothing. */
@Path("/restapis/{restapi_id}/stages/{stage_name}/exports/{export_type}")
@RunOnVirtualThread
public class ExportOperations {
    /** A version is any text; in a file name it must neither end the header nor lead elsewhere. */
    private static final Pattern UNSAFE_IN_NAMES = Pattern.compile("[^A-Za-z0-9 .:_+-]");

    private static final int MAX_VERSION_IN_NAME = 128;

    private final DeployedApis deployed;

    ExportOperations(DeployedApis deployed) {
        this.deployed = deployed;
    }

    @GET
    @Permission("apigateway:GET")
    public Response getExport(
            @PathParam("restapi_id") String api,
            @PathParam("stage_name") String stage,
            @PathParam("export_type") String type,
            @QueryParam("extensions") List<String> extensions,
            @HeaderParam("Accept") @Nullable String accept) {
        var request = ExportRequest.of(type, extensions, accept);
        var exported = deployed.exported(new StageName(api, stage));
        var document = ApiDocument.of(exported, request.format(), request.extensions());
        return Response.ok(request.text().of(document).getBytes(UTF_8), MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + request.format().label() + "_" + inName(exported.version()) + "."
                                + request.text().ending() + "\"")
                .build();
    }

    private static String inName(String version) {
        String safe = UNSAFE_IN_NAMES.matcher(version).replaceAll("_");
        return safe.substring(0, Math.min(safe.length(), MAX_VERSION_IN_NAME));
    }
}
