package dev.sluice.control.apis.frozen;

import dev.sluice.control.apis.RestApi;
import dev.sluice.control.apis.frozen.FrozenApi.FrozenResource;
import dev.sluice.control.apis.methods.Method;
import dev.sluice.control.apis.methods.MethodDefinition;
import dev.sluice.control.apis.methods.Methods;
import dev.sluice.control.apis.resources.Resources;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Freezes APIs and keeps the copies, one per deployment. */
@Singleton
public class FrozenApis {
    private final Resources resources;
    private final Methods methods;
    private final FrozenApiRepository repository;

    FrozenApis(Resources resources, Methods methods, FrozenApiRepository repository) {
        this.resources = resources;
        this.methods = methods;
        this.repository = repository;
    }

    /** Copies the API as it is now and keeps the copy; the caller holds the API's row lock. */
    public FrozenApi freeze(RestApi api, String deploymentId) {
        Map<String, List<Method>> byResource =
                methods.all(api.id()).stream().collect(Collectors.groupingBy(Method::resourceId));
        List<FrozenResource> frozen = resources.all(api.id()).stream()
                .map(resource -> new FrozenResource(
                        resource.id(), resource.path(), definitions(byResource.getOrDefault(resource.id(), List.of()))))
                .toList();
        var copy = new FrozenApi(api.settings(), frozen);
        Deployability.require(copy);
        repository.persistAndFlush(new FrozenApiRow(new FrozenApiKey(api.id().value(), deploymentId), copy));
        return copy;
    }

    public Optional<FrozenApi> find(FrozenApiKey key) {
        return repository.findByIdOptional(key).map(FrozenApiRow::document);
    }

    public void delete(FrozenApiKey key) {
        repository.deleteById(key);
    }

    private static SortedMap<String, MethodDefinition> definitions(List<Method> methods) {
        SortedMap<String, MethodDefinition> definitions = new TreeMap<>();
        methods.forEach(method -> definitions.put(method.verb(), method.definition()));
        return definitions;
    }
}
