package dev.sluice.control.apis.gatewayresponses;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.apis.items.ApiItems;
import dev.sluice.control.apis.items.GatewayResponseDefinition;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.paging.Position;
import dev.sluice.control.platform.patch.PatchOperation;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The gateway responses of the current tenant's APIs. Every API has all types; only customised ones are kept. */
@Singleton
public class GatewayResponses {
    /** Types were never made, so all stand at one time in lists and their names order them. */
    private static final Instant ALWAYS = Instant.parse("2000-01-01T00:00:00Z");

    private final RestApis apis;
    private final ApiItems items;

    GatewayResponses(RestApis apis, ApiItems items) {
        this.apis = apis;
        this.items = items;
    }

    /** All types in the order of their names. */
    public Page<GatewayResponse> list(RestApiId api, PageRequest request) {
        apis.require(api);
        var customised = customised(api);
        var after = request.after();
        List<GatewayResponse> rest = Arrays.stream(GatewayResponseType.values())
                .filter(type -> after == null || type.name().compareTo(after.id()) > 0)
                .map(type -> GatewayResponse.of(type, customised))
                .toList();
        return Page.of(
                rest, request, response -> new Position(ALWAYS, response.type().name()));
    }

    public GatewayResponse get(RestApiId api, GatewayResponseType type) {
        apis.require(api);
        return GatewayResponse.of(type, customised(api));
    }

    public GatewayResponse put(RestApiId api, GatewayResponseType type, GatewayResponseDraft draft) {
        apis.requireLocked(api);
        items.put(api, GatewayResponseDefinition.KIND, type.name(), draft.build(type));
        return get(api, type);
    }

    /** Customises a type that was not; without operations nothing changes. */
    public GatewayResponse update(RestApiId api, GatewayResponseType type, List<PatchOperation> operations) {
        apis.requireLocked(api);
        if (!operations.isEmpty()) {
            var draft = GatewayResponseDraft.of(customised(api).get(type.name()));
            GatewayResponseDraft.TABLE.apply(draft, operations);
            items.put(api, GatewayResponseDefinition.KIND, type.name(), draft.build(type));
        }
        return get(api, type);
    }

    /** Brings the type back to its default. */
    public void delete(RestApiId api, GatewayResponseType type) {
        apis.requireLocked(api);
        if (items.find(api, GatewayResponseDefinition.KIND, type.name()).isEmpty()) {
            throw ProblemException.notFound("Gateway response type not defined on api");
        }
        items.remove(api, GatewayResponseDefinition.KIND, type.name());
    }

    private Map<String, GatewayResponseDefinition> customised(RestApiId api) {
        return items.all(api, GatewayResponseDefinition.KIND).stream()
                .collect(Collectors.toMap(GatewayResponseDefinition::type, definition -> definition));
    }
}
