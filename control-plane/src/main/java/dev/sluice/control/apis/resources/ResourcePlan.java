package dev.sluice.control.apis.resources;

import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.tenants.Limit;
import dev.sluice.control.tenants.TenantLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The paths of an API on their way to {@link Resources#replaceAll}, under the rules that single calls keep. */
public final class ResourcePlan {
    private static final String ROOT = "/";

    private final Map<String, String> formerIds;
    private final TenantLimits limits;
    private final SequencedMap<String, String> idByPath = new TreeMap<>();
    private final Map<String, List<PathPart>> partsBelow = new HashMap<>();

    /** Only the root; a path that is added takes its former id, if it had one. */
    public ResourcePlan(String rootId, Map<String, String> formerIds, TenantLimits limits) {
        this.formerIds = Map.copyOf(formerIds);
        this.limits = limits;
        idByPath.put(ROOT, rootId);
    }

    /** Keeps a path that is there, as it is; parents first. */
    public void keep(String path, String id) {
        if (!path.equals(ROOT)) {
            put(parentOf(path), new PathPart(path.substring(path.lastIndexOf('/') + 1)), path, id);
        }
    }

    /** The id of a path; it and what it stands below are added where they are missing, or refused. */
    public String require(List<String> segments) {
        String path = ROOT;
        PathPart parent = null;
        for (String segment : segments) {
            String below = path.equals(ROOT) ? path + segment : path + "/" + segment;
            if (!idByPath.containsKey(below)) {
                add(path, parent, PathPart.checked(segment), below);
            }
            parent = new PathPart(segment);
            path = below;
        }
        return idOf(path);
    }

    /** Path by id: the root first, parents before their children. */
    public SequencedMap<String, String> pathById() {
        SequencedMap<String, String> paths = new LinkedHashMap<>();
        idByPath.forEach((path, id) -> paths.put(id, path));
        return paths;
    }

    private void add(String parentPath, @Nullable PathPart parent, PathPart part, String path) {
        part.requireRoom(parent, partsBelow.getOrDefault(parentPath, List.of()));
        limits.requireRoom(Limit.RESOURCES, idByPath.size());
        put(parentPath, part, path, formerIds.getOrDefault(path, RandomIds.next()));
    }

    private void put(String parentPath, PathPart part, String path, String id) {
        partsBelow.computeIfAbsent(parentPath, _ -> new ArrayList<>()).add(part);
        idByPath.put(path, id);
    }

    private String idOf(String path) {
        String id = idByPath.get(path);
        if (id == null) {
            throw new IllegalStateException("A path that was added is missing");
        }
        return id;
    }

    private static String parentOf(String path) {
        int end = path.lastIndexOf('/');
        return end == 0 ? ROOT : path.substring(0, end);
    }
}
