package dev.sluice.control.apis.methods;

import dev.sluice.control.apis.ApiRoom;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.items.ApiItems;
import dev.sluice.control.apis.items.ThrottleDefinition;
import dev.sluice.control.apis.resources.ResourceKey;
import dev.sluice.control.apis.resources.Resources;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.values.Excerpt;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The methods of the current tenant's APIs. Adding and removing one holds the API's row lock; a change inside a method
 * holds the method's row lock alone, so that changes of different methods do not wait for each other.
 */
@Singleton
public class Methods {
    private final MethodRepository repository;
    private final Resources resources;
    private final MethodReferences references;
    private final ApiItems items;
    private final ApiRoom room;

    Methods(
            MethodRepository repository,
            Resources resources,
            MethodReferences references,
            ApiItems items,
            ApiRoom room) {
        this.repository = repository;
        this.resources = resources;
        this.references = references;
        this.items = items;
        this.room = room;
    }

    public Method put(MethodKey key, MethodDraft draft) {
        Declarations.checkVerb(key.verb());
        resources.requireLocked(key.resource());
        if (repository.findByIdOptional(key).isPresent()) {
            throw ProblemException.conflict("Method already exists for this resource");
        }
        var method = new Method(key, checked(key, draft));
        repository.persistAndFlush(method);
        requireRoom(method);
        return method;
    }

    public Method require(MethodKey key) {
        resources.require(key.resource());
        return find(key, LockModeType.NONE).orElseThrow(Methods::unknown);
    }

    /** The method that answers a verb: its own, else the one for ANY. */
    public Method requireAnswering(MethodKey key) {
        resources.require(key.resource());
        return find(key, LockModeType.NONE)
                .or(() -> find(new MethodKey(key.apiId(), key.resourceId(), "ANY"), LockModeType.NONE))
                .filter(_ -> Declarations.VERBS.contains(key.verb()))
                .orElseThrow(Methods::unknown);
    }

    /** The methods of one resource, in the order of their verbs. */
    public List<Method> of(ResourceKey resource) {
        return ofResources(resource.api(), List.of(resource.id()));
    }

    public List<Method> ofResources(RestApiId api, Collection<String> resourceIds) {
        return resourceIds.isEmpty() ? List.of() : repository.ofResources(api, resourceIds);
    }

    /** The verbs of resources by resource; a resource without one is missing. */
    public Map<String, List<String>> verbs(RestApiId api, Collection<String> resourceIds) {
        return resourceIds.isEmpty() ? Map.of() : repository.verbs(api, resourceIds);
    }

    /** What the methods of resources hold, in bytes by resource; a resource without one is missing. */
    public Map<String, Long> sizes(RestApiId api, Collection<String> resourceIds) {
        return resourceIds.isEmpty() ? Map.of() : repository.sizes(api, resourceIds);
    }

    public List<Method> all(RestApiId api) {
        return repository.all(api);
    }

    /** The methods of all APIs whose integration names a connection literally, as {@code api:verb:resource}. */
    public Excerpt connectedBy(String connectionId) {
        List<String> first = repository.connectedBy(connectionId, Excerpt.MOST).stream()
                .map(key -> key.apiId() + ":" + key.verb() + ":" + key.resourceId())
                .toList();
        return new Excerpt(
                first, first.size() < Excerpt.MOST ? first.size() : repository.countConnectedBy(connectionId));
    }

    public Method update(MethodKey key, List<PatchOperation> operations) {
        return change(key, draft -> MethodPatches.TABLE.apply(draft, operations));
    }

    public void delete(MethodKey key) {
        resources.requireLocked(key.resource());
        repository.delete(find(key, LockModeType.PESSIMISTIC_WRITE).orElseThrow(Methods::unknown));
        items.remove(
                key.resource().api(), ThrottleDefinition.KIND, ThrottleDefinition.idOf(key.resourceId(), key.verb()));
    }

    Method change(MethodKey key, Consumer<MethodDraft> change) {
        return change(key, Methods::unknown, change);
    }

    /** The same with another refusal of a missing method; the locked read decides, so that no change is lost. */
    Method change(MethodKey key, Supplier<ProblemException> unknown, Consumer<MethodDraft> change) {
        resources.require(key.resource());
        var method = find(key, LockModeType.PESSIMISTIC_WRITE).orElseThrow(unknown);
        var draft = new MethodDraft(method.definition());
        change.accept(draft);
        method.change(checked(key, draft));
        requireRoom(method);
        return method;
    }

    /** Keeps every method of an API as it is until the transaction ends; the caller holds the API's row lock. */
    public void hold(RestApiId api) {
        repository.allLocked(api);
    }

    /** Makes the methods of an API exactly these, whose definitions are taken as checked. */
    public void replaceAll(RestApiId api, Map<MethodKey, MethodDefinition> wanted) {
        Set<MethodKey> kept = new HashSet<>();
        for (Method method : repository.all(api)) {
            var definition = wanted.get(method.key());
            if (definition == null) {
                repository.delete(method);
            } else {
                kept.add(method.key());
                if (!definition.equals(method.definition())) {
                    method.change(definition);
                }
            }
        }
        wanted.forEach((key, definition) -> {
            if (!kept.contains(key)) {
                repository.persist(new Method(key, definition));
            }
        });
        repository.flush();
    }

    private void requireRoom(Method method) {
        long characters = MethodSize.of(method.definition());
        ApiRoom.checkMethod(characters);
        room.require(method.key().resource().api(), characters);
    }

    private MethodDefinition checked(MethodKey key, MethodDraft draft) {
        var definition = draft.build();
        references.require(key.resource().api(), definition);
        return definition;
    }

    private Optional<Method> find(MethodKey key, LockModeType lock) {
        return Declarations.VERBS.contains(key.verb()) ? repository.findByIdOptional(key, lock) : Optional.empty();
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("Invalid Method identifier specified");
    }
}
