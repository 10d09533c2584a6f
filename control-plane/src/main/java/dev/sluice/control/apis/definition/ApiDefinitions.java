package dev.sluice.control.apis.definition;

import static java.util.stream.Collectors.groupingBy;

import dev.sluice.control.apis.ApiRoom;
import dev.sluice.control.apis.RestApi;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.apis.items.ApiItems;
import dev.sluice.control.apis.items.AuthorizerDefinition;
import dev.sluice.control.apis.items.DocumentationPartDefinition;
import dev.sluice.control.apis.items.GatewayResponseDefinition;
import dev.sluice.control.apis.items.ItemKind;
import dev.sluice.control.apis.items.ModelDefinition;
import dev.sluice.control.apis.items.ThrottleDefinition;
import dev.sluice.control.apis.items.ValidatorDefinition;
import dev.sluice.control.apis.methods.Method;
import dev.sluice.control.apis.methods.MethodDefinition;
import dev.sluice.control.apis.methods.MethodKey;
import dev.sluice.control.apis.methods.Methods;
import dev.sluice.control.apis.resources.Resources;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads an API as one value and writes one back. The caller holds the API's row lock, unless it only shows what it
 * reads: without the lock the parts may be of before and after a change.
 */
@Singleton
public class ApiDefinitions {
    private final RestApis apis;
    private final Resources resources;
    private final Methods methods;
    private final ApiItems items;
    private final ApiRoom room;
    private final LargeApiTurn turn;

    ApiDefinitions(
            RestApis apis, Resources resources, Methods methods, ApiItems items, ApiRoom room, LargeApiTurn turn) {
        this.apis = apis;
        this.resources = resources;
        this.methods = methods;
        this.items = items;
        this.room = room;
        this.turn = turn;
    }

    public ApiDefinition read(RestApi api) {
        RestApiId id = api.id();
        turn.await(room.bytes(id));
        Map<String, List<Method>> byResource = methods.all(id).stream().collect(groupingBy(Method::resourceId));
        List<ResourceDefinition> tree = resources.all(id).stream()
                .map(resource -> new ResourceDefinition(
                        resource.id(), resource.path(), byVerb(byResource.getOrDefault(resource.id(), List.of()))))
                .toList();
        return new ApiDefinition(
                api.settings(),
                tree,
                items.all(id, ModelDefinition.KIND),
                items.all(id, ValidatorDefinition.KIND),
                items.all(id, AuthorizerDefinition.KIND),
                items.all(id, GatewayResponseDefinition.KIND),
                items.all(id, DocumentationPartDefinition.KIND),
                items.all(id, ThrottleDefinition.KIND).stream()
                        .filter(throttle -> hasPlace(throttle, tree))
                        .toList());
    }

    /**
     * Makes the API exactly this: what the value lacks is deleted, what it names by a known id is changed in place. The
     * value is taken as checked, and its resources begin with the root of this API.
     */
    public void write(RestApi api, ApiDefinition wanted) {
        RestApiId id = api.id();
        apis.change(api, wanted.settings());
        SequencedMap<String, String> paths = new LinkedHashMap<>();
        SequencedMap<MethodKey, MethodDefinition> definitions = new LinkedHashMap<>();
        for (ResourceDefinition resource : wanted.resources()) {
            paths.put(resource.id(), resource.path());
            resource.methods()
                    .forEach((verb, method) -> definitions.put(new MethodKey(id.value(), resource.id(), verb), method));
        }
        resources.replaceAll(id, paths);
        methods.replaceAll(id, definitions);
        write(id, ModelDefinition.KIND, wanted.models(), ModelDefinition::name);
        write(id, ValidatorDefinition.KIND, wanted.validators(), ValidatorDefinition::id);
        write(id, AuthorizerDefinition.KIND, wanted.authorizers(), AuthorizerDefinition::id);
        write(id, GatewayResponseDefinition.KIND, wanted.gatewayResponses(), GatewayResponseDefinition::type);
        write(id, DocumentationPartDefinition.KIND, wanted.documentationParts(), DocumentationPartDefinition::id);
        write(id, ThrottleDefinition.KIND, wanted.throttles(), ThrottleDefinition::id);
        room.require(id);
    }

    /** A call that deletes a resource leaves the limits that stood there behind; no id comes back. */
    private static boolean hasPlace(ThrottleDefinition throttle, List<ResourceDefinition> tree) {
        String resource = throttle.resourceId();
        return resource == null || tree.stream().anyMatch(each -> each.id().equals(resource));
    }

    private <D> void write(RestApiId api, ItemKind<D> kind, List<D> wanted, Function<D, String> id) {
        SequencedMap<String, D> byId = new LinkedHashMap<>();
        wanted.forEach(item -> byId.put(id.apply(item), item));
        items.replaceAll(api, kind, byId);
    }

    private static SortedMap<String, MethodDefinition> byVerb(List<Method> methods) {
        SortedMap<String, MethodDefinition> definitions = new TreeMap<>();
        methods.forEach(method -> definitions.put(method.verb(), method.definition()));
        return definitions;
    }
}
