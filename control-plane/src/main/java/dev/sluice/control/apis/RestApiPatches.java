package dev.sluice.control.apis;

import static dev.sluice.control.platform.patch.PatchOperation.Op.ADD;
import static dev.sluice.control.platform.patch.PatchOperation.Op.COPY;
import static dev.sluice.control.platform.patch.PatchOperation.Op.MOVE;
import static dev.sluice.control.platform.patch.PatchOperation.Op.REMOVE;
import static dev.sluice.control.platform.patch.PatchOperation.Op.REPLACE;
import static dev.sluice.control.platform.patch.PatchOperation.Op.TEST;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.Patch;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** UpdateRestApi (management-api 6). */
final class RestApiPatches {
    static final PatchTable<RestApiDraft> TABLE = PatchTable.<RestApiDraft>refusing(Refusal.B)
            .replace("/name", (api, patch) -> api.name(patch.text()))
            .on("/description", Set.of(ADD, REPLACE), (api, patch) -> api.description(patch.textOrNull()))
            .on("/description", Set.of(REMOVE), (api, _) -> api.description(null))
            .replace("/version", (api, patch) -> api.version(patch.textOrNull()))
            .replace("/apiKeySource", RestApiPatches::apiKeySource)
            .replace("/disableExecuteApiEndpoint", (api, patch) -> api.disableExecuteApiEndpoint(patch.flag()))
            .replace(
                    "/endpointAccessMode",
                    (api, patch) -> api.endpointAccessMode(
                            TlsPolicy.checked("endpointAccessMode", TlsPolicy.ACCESS_MODES, patch.textOrNull())))
            .replace(
                    "/securityPolicy",
                    (api, patch) -> api.securityPolicy(
                            TlsPolicy.checked("securityPolicy", TlsPolicy.NAMES, patch.textOrNull())))
            .replace("/minimumCompressionSize", RestApiPatches::minimumCompressionSize)
            .replace("/policy", (api, patch) -> api.policy(patch.textOrNull()))
            .on("/binaryMediaTypes/{type}", Set.of(ADD), (api, patch) -> api.addBinaryMediaType(patch.key()))
            .on("/binaryMediaTypes/{type}", Set.of(REMOVE), RestApiPatches::removeBinaryMediaType)
            .replace("/binaryMediaTypes/{type}", RestApiPatches::replaceBinaryMediaType)
            .replace("/endpointConfiguration/types/{type}", RestApiPatches::endpointType)
            .on("/endpointConfiguration/types/{type}", Set.of(ADD, REMOVE, COPY, MOVE, TEST), (_, _) -> {
                throw ProblemException.badRequest(
                        "Invalid patch operation specified. Must be 'add'|'remove'|'replace'");
            })
            .replace("/endpointConfiguration/ipAddressType", RestApiPatches::ipAddressType)
            .on("/endpointConfiguration/vpcEndpointIds", Set.of(ADD, REMOVE), RestApiPatches::vpcEndpointIds)
            .build();

    private RestApiPatches() {}

    private static void apiKeySource(RestApiDraft api, Patch patch) {
        if (!Set.of("HEADER", "AUTHORIZER").contains(patch.text())) {
            throw ProblemException.badRequest("Invalid apiKeySource specified. Valid options are HEADER,AUTHORIZER");
        }
        api.apiKeySource(patch.text());
    }

    private static void minimumCompressionSize(RestApiDraft api, Patch patch) {
        String bytes = patch.textOrNull();
        if (bytes == null) {
            api.minimumCompressionSize(null);
        } else if (bytes.matches("\\d{1,8}")) {
            api.minimumCompressionSize(Double.valueOf(bytes));
        } else {
            throw RestApiDraft.invalidCompression();
        }
    }

    private static void removeBinaryMediaType(RestApiDraft api, Patch patch) {
        if (!api.binaryMediaTypes.remove(patch.key())) {
            throw ProblemException.notFound("Invalid parameter name specified");
        }
    }

    private static void replaceBinaryMediaType(RestApiDraft api, Patch patch) {
        removeBinaryMediaType(api, patch);
        api.addBinaryMediaType(patch.text());
    }

    private static void endpointType(RestApiDraft api, Patch patch) {
        if (!EndpointConfiguration.TYPES.contains(patch.text())) {
            throw ProblemException.badRequest(
                    "Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE");
        }
        api.endpointConfiguration(api.endpointConfiguration().withType(patch.text()));
    }

    private static void ipAddressType(RestApiDraft api, Patch patch) {
        if (!Set.of("ipv4", "dualstack").contains(patch.text())) {
            throw ProblemException.badRequest("ipAddressType must be either ipv4 or dualstack.");
        }
        api.endpointConfiguration(api.endpointConfiguration().withIpAddressType(patch.text()));
    }

    private static void vpcEndpointIds(RestApiDraft api, Patch patch) {
        List<String> named = Arrays.stream(patch.text().split(",", -1))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
        List<String> ids = new ArrayList<>(api.endpointConfiguration().vpcEndpointIds());
        ids.removeAll(named);
        if (patch.op() == ADD) {
            ids.addAll(named);
        }
        api.endpointConfiguration(api.endpointConfiguration().withVpcEndpointIds(ids));
    }
}
