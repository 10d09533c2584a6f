package dev.sluice.control.apis.resources;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.tenants.CurrentLimits;
import dev.sluice.control.tenants.Limit;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/** The trees of paths of the current tenant's APIs. Changes of a tree hold the API's row lock. */
@Singleton
public class Resources {
    private static final String UNKNOWN = "Invalid Resource identifier specified";

    private final ResourceRepository repository;
    private final RestApis apis;
    private final CurrentLimits limits;

    Resources(ResourceRepository repository, RestApis apis, CurrentLimits limits) {
        this.repository = repository;
        this.apis = apis;
        this.limits = limits;
    }

    public Page<Resource> list(RestApiId api, PageRequest request) {
        apis.require(api);
        return repository.page(api, request);
    }

    /** Every resource of an API, in the order of their paths. */
    public List<Resource> all(RestApiId api) {
        return repository.all(api);
    }

    public Resource require(ResourceKey key) {
        return find(key).orElseThrow(Resources::unknown);
    }

    /** As {@link #require}, under the row lock of the API. */
    public Resource requireLocked(ResourceKey key) {
        apis.requireLocked(key.api(), Resources::unknown);
        return require(key);
    }

    public Resource create(ResourceKey parentKey, String pathPart) {
        var parent = requireLocked(parentKey);
        var part = PathPart.checked(pathPart);
        List<Resource> siblings = repository.children(parent);
        refuseDuplicate(siblings, part);
        part.requireRoom(
                parent.isRoot() ? null : parent.part(),
                siblings.stream().map(Resource::part).toList());
        limits.get().requireRoom(Limit.RESOURCES, repository.count("apiId", parentKey.apiId()));
        var resource = parent.child(part);
        repository.persistAndFlush(resource);
        return resource;
    }

    public Resource update(ResourceKey key, List<PatchOperation> operations) {
        var resource = requireLocked(key);
        var draft = new ResourceDraft(resource);
        ResourceDraft.TABLE.apply(draft, operations);
        if (!resource.isRoot()) {
            move(resource, draft);
        }
        return resource;
    }

    /** Deletes the whole subtree with its methods. */
    public void delete(ResourceKey key) {
        var resource = requireLocked(key);
        if (resource.isRoot()) {
            throw ProblemException.badRequest("Root resource cannot be deleted.");
        }
        repository.delete(resource);
    }

    /** Makes the tree of an API exactly these paths, by id; parents come before their children, the root first. */
    public void replaceAll(RestApiId api, SequencedMap<String, String> paths) {
        // The root counts.
        limits.get().requireRoom(Limit.RESOURCES, paths.size() - 1L);
        Map<String, Resource> byPath = new HashMap<>();
        for (Resource resource : repository.all(api).reversed()) {
            if (resource.path().equals(paths.get(resource.id()))) {
                byPath.put(resource.path(), resource);
            } else {
                repository.delete(resource);
            }
        }
        repository.flush();
        paths.forEach((id, path) -> {
            if (!byPath.containsKey(path)) {
                int end = path.lastIndexOf('/');
                var parent = Objects.requireNonNull(byPath.get(end == 0 ? "/" : path.substring(0, end)));
                var resource = parent.child(id, new PathPart(path.substring(end + 1)));
                repository.persist(resource);
                byPath.put(path, resource);
            }
        });
        repository.flush();
    }

    private void move(Resource resource, ResourceDraft draft) {
        var part = PathPart.checked(draft.part());
        var tree = new ResourceTree(repository.all(resource.key().api()));
        var parent = tree.find(draft.parentId()).orElseThrow(Resources::unknown);
        if (tree.isWithin(parent, resource)) {
            throw ProblemException.badRequest("Resources cannot be cyclical.");
        }
        refuseBelowGreedy(parent);
        List<Resource> siblings = tree.children(parent).stream()
                .filter(sibling -> !sibling.id().equals(resource.id()))
                .toList();
        refuseDuplicate(siblings, part);
        if (part.isGreedy() && !tree.children(resource).isEmpty()) {
            throw part.refusesChildren();
        }
        resource.place(parent, part);
        tree.rewriteBelow(resource);
    }

    private static void refuseDuplicate(List<Resource> siblings, PathPart part) {
        if (siblings.stream().anyMatch(sibling -> Objects.equals(sibling.pathPart(), part.text()))) {
            throw ProblemException.conflict(
                    "Another resource with the same parent already has this name: " + part.text());
        }
    }

    private static void refuseBelowGreedy(Resource parent) {
        if (!parent.isRoot() && parent.part().isGreedy()) {
            throw parent.part().refusesChildren();
        }
    }

    private Optional<Resource> find(ResourceKey key) {
        return RandomIds.isWellFormed(key.apiId()) && RandomIds.isWellFormed(key.id())
                ? repository.findByIdOptional(key)
                : Optional.empty();
    }

    private static ProblemException unknown() {
        return ProblemException.notFound(UNKNOWN);
    }
}
