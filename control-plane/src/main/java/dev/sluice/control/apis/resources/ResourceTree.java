package dev.sluice.control.apis.resources;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All resources of one API, read at once, to walk without asking the database at each step. */
final class ResourceTree {
    private final Map<String, Resource> byId = new HashMap<>();
    private final List<Resource> all;

    ResourceTree(List<Resource> all) {
        this.all = List.copyOf(all);
        this.all.forEach(resource -> byId.put(resource.id(), resource));
    }

    Optional<Resource> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<Resource> children(Resource parent) {
        return all.stream()
                .filter(resource -> parent.id().equals(resource.parentId()))
                .toList();
    }

    /** Whether the resource is the other one or stands anywhere below it. */
    boolean isWithin(Resource resource, Resource other) {
        Resource ancestor = resource;
        while (ancestor != null && !ancestor.id().equals(other.id())) {
            String above = ancestor.parentId();
            ancestor = above == null ? null : byId.get(above);
        }
        return ancestor != null;
    }

    /** Writes the paths of everything below a resource anew. */
    void rewriteBelow(Resource parent) {
        for (Resource child : children(parent)) {
            child.place(parent, child.part());
            rewriteBelow(child);
        }
    }
}
